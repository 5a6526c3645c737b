import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CommandContext } from '../../src/cli/command.ts';
import { install as description } from '../../src/cli/commands/install.ts';
import { changeFolder, replaceFolder } from '../../src/cli/install/folder-change.ts';
import { runInstall } from '../../src/cli/run/install.ts';
import type { HooklineError } from '../../src/errors/hookline-error.ts';
import { createTemporaryFolder, writeFiles } from '../examples/temporary-folder.ts';
import { packageRoot } from '../tooling/package-root.ts';
import { pluginSource, toPackage, toTgz, type RawEntry } from './archives.ts';
import { readFolder } from './read-folder.ts';
import { createProject, HOST_FILES, runCli, runCliJson } from './run-cli.ts';
import { runHere } from './run-here.ts';

const UNTRUSTING = {
  ...HOST_FILES,
  'hookline.config.mjs': HOST_FILES['hookline.config.mjs'].replace(', { trusted: true }', ''),
};

const HELLO = pluginSource('acme.hello');

/** Installs in this process, and says yes. */
async function install(cwd: string, args: readonly string[], parts: Partial<CommandContext> = {}): Promise<unknown> {
  const { result } = await runHere({ description, run: runInstall }, args, cwd, {
    confirm: async () => true,
    ...parts,
  });
  return result;
}

async function refusal(cwd: string, args: readonly string[], parts?: Partial<CommandContext>): Promise<HooklineError> {
  return install(cwd, args, parts).then(
    () => expect.fail('it was installed'),
    (thrown: unknown) => thrown as HooklineError,
  );
}

/** A folder of plugins with the version 0.9.0 of a plugin, and what shall take its place. */
async function withArchive(bytes: Uint8Array, name = 'new.tgz'): Promise<string> {
  const cwd = await createTemporaryFolder({ [name]: bytes });
  const before = pluginSource('acme.hello', { version: '0.9.0' });
  await writeFiles(join(cwd, 'plugins/hello'), { ...before, 'old.js': 'old' });
  return cwd;
}

describe('install', () => {
  test.each([
    ['a package', async () => toPackage({ ...HELLO, 'lib/a.js': 'a' })],
    [
      'an archive without a folder around it',
      async () =>
        toTgz(Object.entries({ ...HELLO, 'lib/a.js': 'a' }).map(([name, text]) => ({ name: `./${name}`, text }))),
    ],
    ['a .zip', async () => zipSync(toZippable({ ...HELLO, 'lib/a.js': 'a' }))],
    [
      'a .zip that is stored, with folders',
      async () =>
        zipSync(
          {
            'top/': new Uint8Array(),
            'top/lib/': new Uint8Array(),
            ...toZippable({ ...HELLO, 'lib/a.js': 'a' }, 'top/'),
          },
          { level: 0 },
        ),
    ],
  ])('unpacks %s', async (_, make) => {
    const cwd = await createTemporaryFolder({ 'it.bin': await make() });
    expect(await install(cwd, ['it.bin', '--to', 'plugins'])).toMatchObject({ installed: true, previous: null });
    expect(await readdir(join(cwd, 'plugins'))).toEqual(['acme.hello']);
    expect(await readFolder(join(cwd, 'plugins/acme.hello'))).toEqual({ ...HELLO, 'lib/a.js': 'a' });
  });

  test('takes of a folder what would be packed', async () => {
    const cwd = await createTemporaryFolder({
      'dev/test/a.test.js': '',
      'dev/.env': '',
      'dev/node_modules/a/index.js': '',
    });
    await writeFiles(join(cwd, 'dev'), HELLO);
    await install(cwd, ['dev', '--to', 'plugins']);
    expect(await readFolder(join(cwd, 'plugins/acme.hello'))).toEqual(HELLO);
    const { code, message } = await refusal(cwd, ['plugins/acme.hello', '--to', 'plugins']);
    expect({ code, message }).toEqual({
      code: 'INSTALL_REFUSED',
      message: `"plugins/acme.hello" was not installed:\n- it lies in ${join(cwd, 'plugins')} already`,
    });
  });

  test('puts a plugin where the host finds it, shows what it asks for, and trusts nothing', async () => {
    const permissions = [{ name: 'net', hosts: ['stats.example'], reason: 'Sends counts.' }];
    const cwd = await createProject({
      ...UNTRUSTING,
      'one.tgz': await toPackage(pluginSource('acme.hello', { permissions })),
    });
    const unasked = await runCliJson(['install', 'one.tgz'], { cwd });
    expect(unasked).toMatchObject({ exitCode: 2, document: { error: { code: 'CONFIRMATION_NEEDED' } } });
    expect(await readdir(join(cwd, 'plugins'))).toEqual([]);
    const { stdout, exitCode } = await runCli(['install', 'one.tgz', '--yes'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      [
        'acme.hello 1.0.0',
        join(cwd, 'plugins/acme.hello'),
        '',
        'IT ASKS FOR        WHAT FOR',
        'net:stats.example  Sends counts.',
        '',
        'Installed "acme.hello" 1.0.0. It does not run yet: "hookline trust acme.hello" trusts it and grants what it asks for.',
        '',
      ].join('\n'),
    );
    const { document } = await runCliJson(['info', 'acme.hello'], { cwd });
    expect(document.result).toMatchObject({ plugin: { state: 'untrusted', permissions: [{ status: 'missing' }] } });
  });

  test('replaces an older version in its folder, and says which permissions are new', async () => {
    const asking = (hosts: readonly string[]): object => ({ permissions: [{ name: 'net', hosts }] });
    const cwd = await createTemporaryFolder({
      'two.tgz': await toPackage(
        pluginSource('acme.hello', { version: '2.0.0', ...asking(['a.example', 'b.example']) }),
      ),
    });
    await writeFiles(join(cwd, 'plugins/hello'), {
      ...pluginSource('acme.hello', asking(['a.example'])),
      'old.js': '',
    });
    const result = await install(cwd, ['two.tgz', '--to', 'plugins']);
    expect(result).toEqual({
      plugin: { id: 'acme.hello', version: '2.0.0' },
      previous: '1.0.0',
      folder: join(cwd, 'plugins/hello'),
      permissions: [
        { permission: 'net:a.example', optional: false, isNew: false },
        { permission: 'net:b.example', optional: false, isNew: true },
      ],
      trusted: false,
      missingPackages: [],
      warnings: [],
      installed: true,
    });
    expect(Object.keys(await readFolder(join(cwd, 'plugins/hello')))).toEqual(['index.js', 'plugin.json']);
    expect(await readdir(join(cwd, 'plugins'))).toEqual(['hello']);
  });

  test('leaves out what macOS puts into archives', async () => {
    const zip = zipSync({ ...toZippable(HELLO, 'top/'), '__MACOSX/top/._index.js': new Uint8Array() });
    const cwd = await createTemporaryFolder({ 'it.zip': zip });
    await install(cwd, ['it.zip', '--to', 'plugins']);
    expect(await readFolder(join(cwd, 'plugins/acme.hello'))).toEqual(HELLO);
  });

  test('names the packages that the plugin would not find', async () => {
    const packages = { dependencies: { 'not-there': '^1' }, peerDependencies: { hookline: '*' } };
    const files = { ...HELLO, 'package.json': JSON.stringify({ name: 'hello', type: 'module', ...packages }) };
    const cwd = await createProject({ ...HOST_FILES, 'one.tgz': await toPackage(files) });
    expect(await install(cwd, ['one.tgz', '--dry-run'])).toMatchObject({
      missingPackages: ['not-there'],
      installed: false,
    });
    expect(await readdir(cwd)).not.toContain('plugins');
  });
});

function toZippable(files: Readonly<Record<string, string>>, top = ''): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [top + path, Buffer.from(text)]));
}

/** A plugin, and one entry more. */
function withEntry(entry: RawEntry): Promise<Uint8Array> {
  return toTgz([...Object.entries(HELLO).map(([name, text]) => ({ name, text })), entry]);
}

const ZIP: Zippable = toZippable(HELLO);

/** A .zip, with bytes of it put elsewhere: `find` is the name of the entry in the directory at the end. */
function spoilt(zip: Uint8Array, offset: number, value: number): Uint8Array {
  const bytes = Buffer.from(zip);
  const at = bytes.lastIndexOf('index.js') - 46;
  bytes.writeUInt32LE(value, at + offset);
  return bytes;
}

describe('an archive that is refused leaves the version before untouched:', () => {
  test.each<[string, () => Promise<Uint8Array> | Uint8Array, RegExp]>([
    ['no archive', () => Buffer.from('hello'), /neither a \.tgz nor a \.zip/],
    ['nothing', () => new Uint8Array(), /neither a \.tgz nor a \.zip/],
    ['an archive that is cut off', async () => (await toPackage(HELLO)).subarray(0, 150), /damaged/],
    [
      'damage in the middle',
      async () => (await toPackage(HELLO)).map((byte, index) => (index === 60 ? byte ^ 255 : byte)),
      /damaged/,
    ],
    ['no files', () => toTgz([{ name: 'package', type: 'directory' }]), /no files/],
    ['a path out of it', () => withEntry({ name: '../evil.js' }), /leads out of its folder/],
    ['a path out of it, later', () => withEntry({ name: 'lib/../../evil.js' }), /leads out of its folder/],
    ['an absolute path', () => withEntry({ name: '/tmp/evil.js' }), /is absolute/],
    ['a drive', () => withEntry({ name: 'C:evil.js' }), /is absolute/],
    ['backslashes', () => withEntry({ name: String.raw`..\evil.js` }), /has a backslash/],
    ['control characters', () => withEntry({ name: 'a\u001B[2J.js' }), /has control characters/],
    ['a device of Windows', () => withEntry({ name: 'lib/NUL.js' }), /names a device/],
    ['a stream of Windows', () => withEntry({ name: 'index.js:evil' }), /has a colon/],
    ['a name that ends with a dot', () => withEntry({ name: 'evil.' }), /ends with a dot/],
    [
      'a symbolic link',
      () => withEntry({ name: 'link', type: 'symlink', linkname: '/etc' }),
      /"link" is no file but a symlink/,
    ],
    [
      'a hard link',
      () => withEntry({ name: 'link', type: 'link', linkname: '/etc/passwd' }),
      /"link" is no file but a link/,
    ],
    ['a device', () => withEntry({ name: 'null', type: 'character-device' }), /no file but a character-device/],
    ['a pipe', () => withEntry({ name: 'pipe', type: 'fifo' }), /no file but a fifo/],
    ['a file twice', () => withEntry({ name: 'index.js' }), /"index\.js" is in it twice/],
    ['names that differ in case', () => withEntry({ name: 'INDEX.js' }), /are one on disks that ignore case/],
    [
      'names that differ in the form of letters',
      () => toTgz([{ name: 'é' }, { name: 'e\u0301' }].map((each) => ({ text: '', ...each }))),
      /are one on disks/,
    ],
    ['a file that is a folder', () => withEntry({ name: 'index.js/evil.js' }), /both a file and a folder/],
    [
      'too many files',
      () => toTgz(Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}.js` }))),
      /more than 10000 files/,
    ],
    [
      'too many bytes',
      () => toTgz([{ name: 'zeros', text: '\0'.repeat(300 * 1024 * 1024) }]),
      /more than 268435456 bytes/,
    ],
    ['a path that is too long', () => withEntry({ name: `${'a/'.repeat(300)}b` }), /more than 500 characters/],
    [
      'a .zip with a path out of it',
      () => zipSync({ ...ZIP, '../evil.js': new Uint8Array() }),
      /leads out of its folder/,
    ],
    [
      'a .zip with a link',
      () => zipSync({ ...ZIP, link: [Buffer.from('/etc'), { os: 3, attrs: 0o120777 << 16 }] }),
      /link or a device/,
    ],
    [
      'a .zip that says less than it has',
      () => spoilt(zipSync({ 'index.js': Buffer.alloc(10_000_000) }), 24, 10),
      /larger than the archive says/,
    ],
    [
      'a .zip that says more than there may be',
      () => spoilt(zipSync(ZIP), 24, 0x7fffffff),
      /more than 268435456 bytes/,
    ],
    ['a .zip with a wrong checksum', () => spoilt(zipSync(ZIP), 16, 1), /"index\.js" is damaged/],
    ['a .zip with an entry that is elsewhere', () => spoilt(zipSync(ZIP), 42, 0x7fffff00), /is not in it/],
    ['a .zip that is cut off', () => zipSync(ZIP).subarray(0, -30), /has no directory/],
    ['a .zip of another method', () => spoilt(zipSync(ZIP), 8, 0x00_0c_00_00), /unknown method 12/],
    ['an encrypted .zip', () => spoilt(zipSync(ZIP), 8, 0x00_08_00_01), /is encrypted/],
  ])('%s', async (_, make, problem) => {
    const cwd = await withArchive(await make());
    const before = await readFolder(join(cwd, 'plugins/hello'));
    const { code, message } = await refusal(cwd, ['new.tgz', '--to', 'plugins']);
    expect(code).toBe('ARCHIVE_INVALID');
    expect(message).toMatch(problem);
    expect(await readFolder(join(cwd, 'plugins/hello'))).toEqual(before);
    expect(await readdir(join(cwd, 'plugins'))).toEqual(['hello']);
  });

  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['no manifest', { 'index.js': '' }, /has no manifest/],
    [
      'a manifest that is not valid',
      { ...HELLO, 'plugin.json': '{ "id": "acme.hello", "version": 1 }' },
      /plugin\.json:1: /,
    ],
    ['no entry', { 'plugin.json': HELLO['plugin.json']! }, /The entry ".\/index\.js" does not exist/],
  ])('%s', async (_, files, problem) => {
    const cwd = await withArchive(await toPackage(files));
    const before = await readFolder(join(cwd, 'plugins'));
    const { code, message } = await refusal(cwd, ['new.tgz', '--to', 'plugins']);
    expect(code).toBe('INSTALL_REFUSED');
    expect(message).toMatch(problem);
    expect(message).not.toContain('.hookline-staged');
    expect(await readFolder(join(cwd, 'plugins'))).toEqual(before);
  });

  test('a file that is not there', async () => {
    const cwd = await createTemporaryFolder();
    const { code, message } = await refusal(cwd, ['./no.tgz', '--to', 'plugins']);
    expect({ code, message }).toEqual({
      code: 'ARCHIVE_INVALID',
      message: `"${join(cwd, 'no.tgz')}" cannot be used: there is no such file.`,
    });
  });
});

describe('a plugin that is not for this host', () => {
  test.each<[string, object, RegExp]>([
    ['an API that does not fit', { api: '^9.0' }, /made for the plugin API "\^9\.0"/],
    [
      'hooks that are not there',
      { hooks: { order_takn: {} } },
      /There is no hook "order_takn" \(did you mean "?order_taken/,
    ],
    ['a reserved id', { id: 'shop.hello' }, /"shop\.", which is reserved/],
  ])('is refused: %s', async (_, manifest, problem) => {
    const cwd = await createProject({
      ...HOST_FILES,
      'new.tgz': await toPackage(pluginSource('acme.hello', manifest)),
    });
    const { code, message } = await refusal(cwd, ['new.tgz']);
    expect(code).toBe('INSTALL_REFUSED');
    expect(message).toMatch(problem);
  });

  test('is refused if the host has one of the same id elsewhere, with both places', async () => {
    const cwd = await createProject({
      ...HOST_FILES,
      'hookline.config.json': '{ "host": { "name": "shop", "api": "1.0.0" }, "sources": ["./plugins", "./others"] }',
      'new.tgz': await toPackage(HELLO),
    });
    await rm(join(cwd, 'hookline.config.mjs'));
    await writeFiles(join(cwd, 'others/hi'), HELLO);
    const { message } = await refusal(cwd, ['new.tgz']);
    expect(message).toContain(join(cwd, 'others/hi'));
    expect(message).toContain(join(cwd, 'plugins'));
  });

  test('is refused where a link or another plugin lies in its place', async () => {
    const cwd = await createTemporaryFolder({ 'new.tgz': await toPackage(HELLO) });
    await writeFiles(join(cwd, 'plugins/acme.hello'), pluginSource('acme.other'));
    expect((await refusal(cwd, ['new.tgz', '--to', 'plugins'])).message).toMatch(/acme\.hello is there already/);
    await writeFiles(join(cwd, 'dev'), HELLO);
    await mkdir(join(cwd, 'linked'));
    await symlink(join(cwd, 'dev'), join(cwd, 'linked/hello'));
    expect((await refusal(cwd, ['new.tgz', '--to', 'linked'])).message).toMatch(/hello is a link, to /);
  });

  test('has nowhere to go without a folder of plugins', async () => {
    const cwd = await createTemporaryFolder({
      'hookline.config.json': '{ "host": { "name": "shop", "api": "1.0.0" } }',
    });
    expect((await refusal(cwd, ['acme-hello'])).message).toBe('The host has no folder of plugins to install into.');
  });
});

describe('with --locked', () => {
  test('only what was locked is installed, byte by byte', async () => {
    const archive = await toPackage(HELLO);
    const cwd = await createProject({
      ...HOST_FILES,
      'one.tgz': archive,
      'other.tgz': await toPackage({ ...HELLO, 'index.js': 'export default { };' }),
      'two.tgz': await toPackage(pluginSource('acme.hello', { version: '2.0.0' })),
      'foreign.tgz': await toPackage(pluginSource('acme.foreign')),
    });
    const missing = await refusal(cwd, ['one.tgz', '--locked']);
    expect(missing.code).toBe('LOCKFILE_INVALID');
    await install(cwd, ['one.tgz']);
    expect((await runCli(['lock'], { cwd })).exitCode).toBe(0);
    await rm(join(cwd, 'plugins'), { recursive: true });

    const refusals = await Promise.all(
      ['other', 'two', 'foreign'].map((name) => refusal(cwd, [`${name}.tgz`, '--locked'])),
    );
    expect(refusals.map(({ code }) => code)).toEqual(['LOCK_MISMATCH', 'LOCK_MISMATCH', 'LOCK_MISMATCH']);
    expect(refusals.map(({ message }) => message.replace(cwd, ''))).toEqual([
      'The content of the plugin "acme.hello" 1.0.0 is not that of the lock /hookline.lock.json.',
      'The plugin "acme.hello" 2.0.0 is locked in version 1.0.0 in /hookline.lock.json.',
      'The plugin "acme.foreign" 1.0.0 is not in the lock /hookline.lock.json.',
    ]);
    expect(await install(cwd, ['one.tgz', '--locked'])).toMatchObject({ installed: true });
    expect(await readFolder(join(cwd, 'plugins/acme.hello'))).toEqual(HELLO);
  });
});

describe('a package of npm', () => {
  test('is fetched from the registry, and none of its scripts is run', async () => {
    const scripts = { prepare: 'touch ran', prepack: 'touch ran', install: 'touch ran', postinstall: 'touch ran' };
    const files = {
      ...HELLO,
      'package.json': JSON.stringify({ name: 'acme-hello', version: '1.0.0', type: 'module', scripts }),
    };
    const cwd = await createTemporaryFolder();
    const registry = await serveRegistry(await toPackage(files));
    const env = { ...process.env, npm_config_registry: registry, npm_config_cache: join(cwd, 'cache') };
    await install(cwd, ['acme-hello@^1', '--to', 'plugins'], { env });
    expect(await readFolder(join(cwd, 'plugins/acme.hello'))).toEqual(files);
    const { code, message } = await refusal(cwd, ['acme-hello@^7', '--to', 'plugins'], { env });
    expect(code).toBe('PACKAGE_UNAVAILABLE');
    expect(message).toMatch(/^The package "acme-hello@\^7" was not fetched: npm says: No matching version found/);
  });
});

/** A registry with one package. */
async function serveRegistry(tarball: Uint8Array): Promise<string> {
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    if (request.url?.endsWith('.tgz')) return response.end(tarball);
    const dist = { tarball: `http://127.0.0.1:${port}/acme-hello/-/acme-hello-1.0.0.tgz` };
    const versions = { '1.0.0': { name: 'acme-hello', version: '1.0.0', dist } };
    return response.end(JSON.stringify({ name: 'acme-hello', 'dist-tags': { latest: '1.0.0' }, versions }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('an install that does not come to its end', () => {
  const files = (version: string): Readonly<Record<string, string>> => ({
    ...pluginSource('acme.hello', { version }),
    ...Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`lib/${index}.js`, version.repeat(2000)])),
  });

  test.each(['.hookline-staged', '.hookline-lock', '.hookline-previous'])(
    'leaves a whole version if it is killed when %s is there',
    async (moment) => {
      const cwd = await createTemporaryFolder({ 'two.tgz': await toPackage(files('2.0.0')) });
      const plugins = join(cwd, 'plugins');
      await writeFiles(join(plugins, 'hello'), files('1.0.0'));
      const command = join(packageRoot, 'dist/src/cli/bin.js');
      const child = spawn(process.execPath, [command, 'install', 'two.tgz', '--to', 'plugins', '--yes'], {
        cwd,
        stdio: 'ignore',
      });
      const watcher = watch(plugins, (_, name) => void (name?.startsWith(moment) && child.kill('SIGKILL')));
      onTestFinished(() => void child.kill('SIGKILL'));
      const [, signal] = (await once(child, 'close')) as [number | null, string | null];
      watcher.close();
      expect(signal).toBe('SIGKILL');
      await changeFolder(plugins, async () => {});
      const left = await readFolder(join(plugins, 'hello'));
      const version = (JSON.parse(left['plugin.json']!) as { version: string }).version;
      expect(left).toEqual(files(version));
    },
  );

  test('puts the version before back that a process had set aside when it ended', async () => {
    const cwd = await createTemporaryFolder({ 'other.tgz': await toPackage(pluginSource('acme.other')) });
    await writeFiles(join(cwd, 'plugins/.hookline-previous.hello'), HELLO);
    await install(cwd, ['other.tgz', '--to', 'plugins']);
    expect((await readdir(join(cwd, 'plugins'))).toSorted()).toEqual(['acme.other', 'hello']);
    expect(await readFolder(join(cwd, 'plugins/hello'))).toEqual(HELLO);
  });

  test('puts the version before back if the new one cannot take its place', async () => {
    const cwd = await createTemporaryFolder();
    await writeFiles(join(cwd, 'hello'), HELLO);
    const failing = changeFolder(cwd, () => replaceFolder(cwd, 'hello', join(cwd, 'not there')));
    await expect(failing).rejects.toMatchObject({ code: 'FOLDER_UNWRITABLE' });
    expect(await readdir(cwd)).toEqual(['hello']);
    expect(await readFolder(join(cwd, 'hello'))).toEqual(HELLO);
  });

  test('leaves nothing behind where nothing can be written', async () => {
    const cwd = await createTemporaryFolder({ 'new.tgz': await toPackage(HELLO), plugins: 'a file' });
    expect((await refusal(cwd, ['new.tgz', '--to', 'plugins'])).code).toBe('FOLDER_UNWRITABLE');
    expect((await readdir(cwd)).toSorted()).toEqual(['new.tgz', 'plugins']);
  });

  // A limit for the size of files stands for a full disk: writing fails in the middle.
  test.skipIf(process.platform === 'win32')('leaves the version before untouched if the disk is full', async () => {
    const big = { ...pluginSource('acme.hello', { version: '2.0.0' }), 'z.bin': 'x'.repeat(1_000_000) };
    const cwd = await withArchive(await toPackage(big));
    const before = await readFolder(join(cwd, 'plugins'));
    const command = `ulimit -f 16; exec "${process.execPath}" "${join(packageRoot, 'dist/src/cli/bin.js')}" install new.tgz --to plugins --yes`;
    const child = spawn('sh', ['-c', command], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toContain('FOLDER_UNWRITABLE');
    expect(await readFolder(join(cwd, 'plugins'))).toEqual(before);
    expect(await readdir(join(cwd, 'plugins'))).toEqual(['hello']);
  });

  test('leaves everything as it is if the answer is no', async () => {
    const cwd = await withArchive(await toPackage(HELLO));
    const before = await readFolder(join(cwd, 'plugins'));
    expect(await install(cwd, ['new.tgz', '--to', 'plugins'], { confirm: async () => false })).toMatchObject({
      installed: false,
    });
    expect(await readFolder(join(cwd, 'plugins'))).toEqual(before);
  });
});

test('two installs at once both come to their end', async () => {
  const cwd = await createTemporaryFolder({
    'one.tgz': await toPackage(HELLO),
    'two.tgz': await toPackage(pluginSource('acme.hello', { version: '2.0.0' })),
  });
  await Promise.all(['one.tgz', 'two.tgz'].map((name) => install(cwd, [name, '--to', 'plugins'])));
  expect(await readdir(join(cwd, 'plugins'))).toEqual(['acme.hello']);
  expect((await lstat(join(cwd, 'plugins/acme.hello'))).isDirectory()).toBe(true);
  expect(await readFile(join(cwd, 'plugins/acme.hello/index.js'), 'utf8')).toBe(HELLO['index.js']);
});
