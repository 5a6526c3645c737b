import { createHash } from 'node:crypto';
import { chmod, cp, readdir, readFile, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import type { HooklineError } from '../../src/errors/hookline-error.ts';
import { createTemporaryFolder, writeFiles } from '../examples/temporary-folder.ts';
import { pluginSource } from './archives.ts';
import { pack as description } from '../../src/cli/commands/pack.ts';
import { runPack } from '../../src/cli/run/pack.ts';
import { runCliJson } from './run-cli.ts';
import { runHere } from './run-here.ts';

const HELLO = {
  ...pluginSource('acme.hello', {}, "import './lib/hi.js'; export default {};"),
  'lib/hi.js': 'export {};',
  'README.md': '# Hello',
  'test/hello.test.js': 'nothing',
  'lib/hi.test.js': 'nothing',
  '.env': 'SECRET=1',
  '.editorconfig': '',
  'node_modules/dep/index.js': '',
};

interface Packed {
  readonly name: string;
  readonly file: string;
  readonly integrity: string;
  readonly bytes: number;
  readonly unpackedBytes: number;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly manifest: object;
  readonly written: boolean;
}

async function run(
  cwd: string,
  ...args: readonly string[]
): Promise<{ readonly result: Packed; readonly text: string }> {
  const { result, text } = await runHere({ description, run: runPack }, args, cwd);
  return { result: result as Packed, text };
}

async function pack(cwd: string, ...args: readonly string[]): Promise<Packed> {
  return (await run(cwd, ...args)).result;
}

/** Why it is refused. */
async function refusal(cwd: string, ...args: readonly string[]): Promise<HooklineError> {
  return run(cwd, ...args).then(
    () => expect.fail('it was packed'),
    (thrown: unknown) => thrown as HooklineError,
  );
}

const pathsOf = ({ files }: Packed): readonly string[] => files.map(({ path }) => path);

describe('pack', () => {
  test('gives the same bytes, whatever the folder, its times and modes, and the language', async () => {
    const cwd = await createTemporaryFolder(HELLO);
    const first = await pack(cwd, '--out', 'one');
    const other = join(await createTemporaryFolder(), 'another name');
    await cp(cwd, other, { recursive: true });
    await utimes(join(other, 'index.js'), 1, 1);
    await chmod(join(other, 'lib/hi.js'), 0o600);
    const env = { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo' };
    const second = await runCliJson(['pack', '--out', 'two'], { cwd: other, env });
    const bytes = await Promise.all([readFile(first.file), readFile(join(other, 'two/acme.hello-1.0.0.tgz'))]);
    expect(bytes[0].equals(bytes[1])).toBe(true);
    expect(second.document.result).toMatchObject({ integrity: first.integrity });
    expect(first.integrity).toBe(`sha512-${createHash('sha512').update(bytes[0]).digest('base64')}`);
  });

  test('has a fixed order, fixed times, owners and modes, and a fixed header', async () => {
    const cwd = await createTemporaryFolder(HELLO);
    const { file } = await pack(cwd);
    const bytes = await readFile(file);
    expect([...bytes.subarray(0, 10)]).toEqual([31, 139, 8, 0, 0, 0, 0, 0, 2, 255]);
    const entries = await unpackTar(gunzipSync(bytes), { strict: true });
    const headers = entries.map(({ header: { name, mode, uid, gid, mtime, uname } }) => ({
      name,
      mode,
      uid,
      gid,
      mtime,
      uname,
    }));
    const common = { mode: 0o644, uid: 0, gid: 0, mtime: new Date('1985-10-26T08:15:00Z'), uname: '' };
    expect(headers).toEqual(
      ['README.md', 'index.js', 'lib/hi.js', 'plugin.json'].map((path) => ({ name: `package/${path}`, ...common })),
    );
  });

  test('tells what is in it, with the manifest as it was read', async () => {
    const cwd = await createTemporaryFolder(HELLO);
    const packed = await pack(cwd);
    expect(packed).toEqual({
      name: 'acme.hello-1.0.0.tgz',
      file: join(cwd, 'acme.hello-1.0.0.tgz'),
      integrity: expect.stringMatching(/^sha512-[A-Za-z0-9+/]{86}==$/) as string,
      bytes: (await readFile(packed.file)).length,
      unpackedBytes: packed.files.reduce((sum, { bytes }) => sum + bytes, 0),
      files: ['README.md', 'index.js', 'lib/hi.js', 'plugin.json'].map((path) => ({
        path,
        bytes: HELLO[path as keyof typeof HELLO].length,
      })),
      manifest: expect.objectContaining({
        id: 'acme.hello',
        version: '1.0.0',
        activation: 'lazy',
        permissions: [],
      }) as object,
      written: true,
    });
    expect(pathsOf(await pack(cwd))).toEqual(pathsOf(packed));
  });

  test('only lists with --dry-run', async () => {
    const cwd = await createTemporaryFolder(HELLO);
    const { text, result } = await run(cwd, '--dry-run');
    expect(result.written).toBe(false);
    expect(text).toMatch(
      /^acme\.hello 1\.0\.0\n\nSIZE {2}FILE\n 7 B {2}README\.md\n[^]*acme\.hello-1\.0\.0\.tgz would be written\./,
    );
    expect(await readdir(cwd)).not.toContain('acme.hello-1.0.0.tgz');
  });

  test.each([
    ['files and folders', ['lib', './index.js'], ['index.js', 'lib/hi.js', 'lib/hi.test.js']],
    ['patterns', ['**/*.js', '!lib/*.test.js', '!test'], ['index.js', 'lib/hi.js']],
    [
      'what keeps secrets, in vain',
      ['.env', '.editorconfig', 'lib', 'index.js'],
      ['.editorconfig', 'index.js', 'lib/hi.js', 'lib/hi.test.js'],
    ],
  ])('goes by "files" of package.json: %s', async (_, files, expected) => {
    const cwd = await createTemporaryFolder({
      ...HELLO,
      'package.json': JSON.stringify({ name: 'hello', type: 'module', files }),
    });
    expect(pathsOf(await pack(cwd, '--dry-run'))).toEqual(
      ['README.md', 'package.json', 'plugin.json', ...expected].toSorted(),
    );
  });

  test('takes templates as they are', async () => {
    const cwd = await createTemporaryFolder({
      ...pluginSource('acme.hello', {
        contributes: { templates: [{ name: 'page', folder: './templates/page', summary: 'A page.' }] },
      }),
      'templates/page/.gitignore': 'dist',
      'templates/page/test/page.test.js': '',
    });
    expect(pathsOf(await pack(cwd, '--dry-run'))).toEqual([
      'index.js',
      'plugin.json',
      'templates/page/.gitignore',
      'templates/page/test/page.test.js',
    ]);
  });

  test.each([
    [
      'what validate finds',
      { 'index.js': 'export default { hooks: { save: () => {} } };' },
      /index\.js:1: The code implements the hook "save"/,
    ],
    ['a manifest that is not valid', { 'plugin.json': '{ "id": "acme" }' }, /plugin\.json:1: /],
    [
      'an entry that is not there',
      { 'plugin.json': pluginSource('acme.hello', { entry: './no.js' })['plugin.json']! },
      /The entry ".\/no.js" does not exist/,
    ],
    [
      'an entry that is left out',
      { 'package.json': '{ "files": ["lib"], "type": "module" }' },
      /"index.js" is needed by the code, and would not be packed/,
    ],
    [
      'a module that is left out',
      { 'index.js': "import './test/help.js'; export default {};", 'test/help.js': '' },
      /"test\/help.js" is needed/,
    ],
    ['a name that not every system has', { 'lib/aux.js': '' }, /"lib\/aux.js" names a device of Windows/],
    ['two names that are one elsewhere', { 'LIB/hi.js': '' }, /"LIB" and "lib" are one on disks that ignore case/],
  ])('refuses %s', async (_, files: Readonly<Record<string, string>>, problem) => {
    const cwd = await createTemporaryFolder({ ...HELLO, ...files });
    const { code, message } = await refusal(cwd);
    expect(code).toBe('PACK_REFUSED');
    expect(message).toMatch(problem);
    expect((await readdir(cwd)).filter((name) => name.endsWith('.tgz'))).toEqual([]);
  });

  test('refuses links, but not where nothing is packed', async () => {
    const cwd = await createTemporaryFolder(HELLO);
    await symlink('/etc/hosts', join(cwd, 'node_modules/hosts'));
    expect((await pack(cwd, '--dry-run')).name).toBe('acme.hello-1.0.0.tgz');
    await symlink('/etc/hosts', join(cwd, 'lib/hosts'));
    const { message } = await refusal(cwd);
    expect(message).toMatch(/\n- "lib\/hosts" is a link or something else that is no file$/);
  });

  test('says where it cannot write', async () => {
    const cwd = await createTemporaryFolder(HELLO);
    await writeFiles(cwd, { out: '' });
    const { code } = await refusal(cwd, '--out', 'out');
    expect(code).toBe('FOLDER_UNWRITABLE');
  });
});
