import type { Random } from './random.ts';

/** The bytes of one page that nobody would write on purpose. */
export type HostileContent = (random: Random) => string | Uint8Array;

const WORDS = [
  'plugin',
  'hook',
  'Größe',
  '日本語',
  'naïve',
  'a',
  '🙂',
  'state-of-the-art',
  '`code`',
  '*soft*',
  '**hard**',
] as const;

function prose(random: Random, words: number): string {
  return Array.from({ length: words }, () => random.pick(WORDS)).join(' ');
}

function document(random: Random): string {
  const sections = Array.from({ length: 1 + random.below(4) }, (_, index) => {
    return `## Section ${index}\n\n${prose(random, 40)}\n\n[next](page-${random.below(50)}.md#section-0) and [out](../../../../../etc/passwd)\n`;
  });
  return `# Title ${random.below(1000)}\n\n${sections.join('\n')}\n\`\`\`js\nconst a = ${random.below(9)};\n\`\`\`\n\n| a | b |\n| --- | --: |\n| 1 | 2 |\n\nNote[^1].\n\n[^1]: The note.\n`;
}

function withBom(bom: readonly number[], bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bom, ...bytes]);
}

function toUtf16(text: string, order: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

/** Each of them was a bug in some site builder once. */
export const HOSTILE_CONTENTS: readonly [HostileContent, ...HostileContent[]] = [
  document,
  document,
  document,
  document,
  () => '',
  () => ' \n\t\n',
  (random) => withBom([0xef, 0xbb, 0xbf], Buffer.from(document(random))),
  (random) => withBom([0xff, 0xfe], toUtf16(document(random), 'le')),
  (random) => withBom([0xfe, 0xff], toUtf16(document(random), 'be')),
  () => toUtf16('# Plain text without a mark\n\nstill UTF-16', 'le'),
  () => Buffer.from('# Caf\u00e9\n\nna\u00efve Gr\u00f6\u00dfe', 'latin1'),
  (random) => `# NUL\0 byte\n\n${prose(random, 5)}\0\0\0`,
  (random) => Uint8Array.from({ length: 500 }, () => random.below(256)),
  (random) => document(random).replaceAll('\n', '\r\n'),
  (random) => document(random).replaceAll('\n', '\r'),
  (random) => `---\ntitle: "Given & <b>taken</b>"\ntags: [a, b]\norder: ${random.below(9)}\n---\n${document(random)}`,
  () => '---\ntitle: [never closed\n---\n# Broken front matter\n',
  () => '---\ntitle: a\ntitle: b\n---\n# Twice the same key\n',
  () => '---\n- a\n- list\n---\n# Front matter that is a list\n',
  () => '---\nonly text\n---\n',
  () => '---\nnever: ends\n\n# Front matter without an end\n',
  () => '---\na: &a [*a]\n---\n# An alias of itself\n',
  () =>
    '---\na: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c]\n---\n# Laughs\n',
  () => '---\n__proto__:\n  polluted: true\nconstructor: x\n---\n# Prototype\n',
  () => '---\ntitle:\n  nested: object\n---\n# A title that is none\n',
  () => '---\ntitle: "<script>alert(1)</script>"\ndescription: "\\" onload=\\"alert(1)"\n---\ntext\n',
  () =>
    '# <img src=x onerror=alert(1)>\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n\n<svg onload=alert(1)>\n',
  () => '```"><script>alert(1)</script>\ncode\n```\n\n<a href="x" onclick="alert(1)">x</a>\n',
  () => '</article></main></body></html><script>alert(1)</script>\n',
  () => '<!-- never closed\n\n# Hidden\n',
  () => '[a](<unclosed [b](c "d [e]: \n\n[100%](100%.md) [%zz](%zz%) [#](#%) [?](?a=b#c) [empty]()\n',
  () => '['.repeat(5_000),
  () => '>'.repeat(5_000),
  () => '*a **b '.repeat(2_000),
  () => `${'- '.repeat(500)}deep\n`,
  () => '<div>'.repeat(5_000),
  () => '# Same\n'.repeat(300),
  () => `${'|a'.repeat(300)}|\n${'|-'.repeat(300)}|\n`,
  () => `[^a]: [^b]\n\n[^b]: [^a]\n\n[^a] [^missing]\n`,
  (random) => prose(random, 5_000),
];
