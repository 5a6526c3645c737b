import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { HOSTILE_CONTENTS } from './hostile-content.ts';
import { createRandom, type Random } from './random.ts';

export interface HostileFolder {
  /** The pages that can be read, relative to the folder. */
  readonly pages: readonly string[];
  /** Those that cannot, as the builder names them. */
  readonly unreadable: readonly string[];
}

export interface HostileFolderOptions {
  readonly seed: number;
  /** How many pages can be read. */
  readonly count: number;
}

/** Writes a folder of pages, and of much that is none, the same for the same seed. */
export async function writeHostileFolder(root: string, { seed, count }: HostileFolderOptions): Promise<HostileFolder> {
  const random = createRandom(seed);
  const pages = new Set([...FIXED_PAGES, 'linked.md']);
  for (const path of FIXED_PAGES) await writePage(root, path, random);
  await writeAssets(root);
  await writeLinks(root);
  await writeUnreadable(root);
  for (let index = 0; pages.size < count; index += 1) {
    const path = `${random.pick(FOLDERS)}${random.pick(NAMES)(index)}`;
    await writePage(root, path, random);
    pages.add(path);
  }
  return { pages: [...pages], unreadable: ['bad-\uFFFD.md', 'broken-link.md', 'circle-1.md', 'circle-2.md'] };
}

/** Two pages of more than ten million bytes: a book of long paragraphs, and a single line. */
export async function writeHugePages(root: string): Promise<readonly string[]> {
  const paragraph = `${'Lorem ipsum dolor sit amet consectetur. '.repeat(50)}A *soft* [link](a.md).\n\n`;
  await writeBytes(root, 'huge.md', `# Huge\n\n${paragraph.repeat(5_500)}`);
  await writeBytes(root, 'one-line.md', 'word '.repeat(2_200_000));
  return ['huge.md', 'one-line.md'];
}

const LONG = 'x'.repeat(200);

const FOLDERS = [
  '',
  '',
  'docs/',
  'docs/deep/',
  'with space/',
  'ünïcödé/日本/',
  'a#b/',
  'c?d/',
  '100%/',
  '%41/',
  "it's/",
  `${LONG}/`,
  '<b>/',
  'a/b/c/d/e/f/g/h/i/j/',
] as const;

const NAMES: readonly [(index: number) => string, ...((index: number) => string)[]] = [
  (index) => `page-${index}.md`,
  (index) => `page-${index}.md`,
  (index) => `Page ${index}.md`,
  (index) => `ünïcödé-${index}-日本語-🙂.md`,
  (index) => `hash#${index}.md`,
  (index) => `what?${index}.md`,
  (index) => `${index}%.md`,
  (index) => `%2e%2e%2f${index}.md`,
  (index) => `"quoted" & <i>${index}<i>.md`,
  (index) => `<img src=x onerror=alert(${index})>.md`,
  (index) => `javascript:alert(${index}).md`,
  (index) => `line\nbreak-${index}.md`,
  (index) => `\u001b[31mred-${index}.md`,
  (index) => `--out=${index}.md`,
  (index) => `${'y'.repeat(240)}-${index}.md`,
  (index) => `${'語'.repeat(78)}-${index}.md`,
  (index) => `back\\slash-${index}.md`,
  (index) => `x.. ${index}.md`,
  (index) => `${index}.MarkDown`,
  (index) => `__proto__${index}.md`,
];

/** Names that want the same place in the site, on some system at least. */
const FIXED_PAGES = [
  'README.md',
  'index.md',
  'docs/README.md',
  'a.md',
  'A.md',
  'a/index.md',
  'a.html/index.md',
  'e\u0301.md',
  '\u00e9.md',
  '_site/style.css.md',
  'constructor.md',
  'LICENSE',
];

async function writePage(root: string, path: string, random: Random): Promise<void> {
  await writeBytes(root, path, random.pick(HOSTILE_CONTENTS)(random));
}

async function writeBytes(root: string, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

async function writeAssets(root: string): Promise<void> {
  await writeBytes(root, 'images/photo one.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47));
  await writeBytes(root, 'images/safe.svg', '<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>');
  await writeBytes(root, 'images/evil.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  await writeBytes(root, '_site/style.css', 'body { display: none }');
  await writeBytes(root, 'page.html', '<script>alert(1)</script>');
  await writeBytes(root, 'script.js', 'alert(1)');
  await writeBytes(root, '.env', 'SECRET=1');
  await writeBytes(root, '.hidden/page.md', '# Hidden');
  await writeBytes(root, 'node_modules/x/README.md', '# A dependency');
  await mkdir(join(root, 'empty-folder'));
  await mkdir(join(root, 'folder.md'));
}

async function writeLinks(root: string): Promise<void> {
  await symlink('a.md', join(root, 'linked.md'));
  await symlink('images/photo one.png', join(root, 'linked.png'));
  await symlink('..', join(root, 'images/up'));
  await symlink('/etc', join(root, 'etc'));
  await symlink('/etc/hostname', join(root, 'outside.md'));
}

async function writeUnreadable(root: string): Promise<void> {
  await symlink('broken-target.md', join(root, 'broken-link.md'));
  await symlink('circle-2.md', join(root, 'circle-1.md'));
  await symlink('circle-1.md', join(root, 'circle-2.md'));
  await writeFile(
    Buffer.concat([Buffer.from(`${root}/bad-`), Uint8Array.of(0xff), Buffer.from('.md')]),
    '# A name that is no text',
  );
  // Whoever opens a pipe without looking waits forever.
  await promisify(execFile)('mkfifo', [join(root, 'pipe.md')]);
}
