import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { directory } from '../../src/discovery/directory.ts';
import { createTemporaryFolder, writeFiles } from '../examples/temporary-folder.ts';
import { findPlugins, summarise } from './find-plugins.ts';
import { packageFiles, pluginFiles, pluginJson } from './plugin-files.ts';

const isRoot = process.getuid?.() === 0;

describe('directory', () => {
  test('sorts by the names of the folders, whatever the order on the disk and the language', async () => {
    const root = await createTemporaryFolder();
    const names = ['zeta', 'Beta', 'ähnlich', 'alpha', '10', '9', 'a-b', 'a_b', 'aB'];
    for (const name of names) await writeFiles(root, pluginFiles(name, `acme.x${names.indexOf(name)}`));
    const { plugins } = await findPlugins(directory(root));
    expect(plugins.map(({ folder }) => folder?.slice(root.length + 1))).toEqual([
      '10',
      '9',
      'Beta',
      'a-b',
      'aB',
      'a_b',
      'alpha',
      'zeta',
      'ähnlich',
    ]);
  });

  test('keeps the order of a thousand plugins, and finds each', async () => {
    const root = await createTemporaryFolder();
    const ids = Array.from({ length: 1000 }, (_, index) => `acme.p${String(index).padStart(3, '0')}`);
    const shuffled = ids.toSorted((left, right) => left.slice(-1).localeCompare(right.slice(-1)));
    for (const id of shuffled) await writeFiles(root, pluginFiles(id, id));
    expect(summarise((await findPlugins(directory(root))).plugins)).toEqual(ids);
  });

  test('skips hidden folders, node_modules, files and empty folders', async () => {
    const root = await createTemporaryFolder({
      ...pluginFiles('one', 'acme.one'),
      ...pluginFiles('.hidden', 'acme.hidden'),
      ...pluginFiles('node_modules', 'acme.packages'),
      'plugin.json': pluginJson('acme.root'),
      'README.md': 'x',
      'only-hidden/.gitkeep': '',
      'only-packages/node_modules/x/index.js': '',
    });
    await mkdir(join(root, 'empty'));
    await symlink(join(root, 'README.md'), join(root, 'link-to-file'));
    expect(summarise((await findPlugins(directory(root))).plugins)).toEqual(['acme.one']);
  });

  test('takes the first manifest of plugin.json, package.json with the key, PLUGIN.md and SKILL.md', async () => {
    const head = (id: string): string => `---\nid: ${id}\nversion: 1.0.0\napi: ^1.0\nentry: ./index.js\n---\n# Text\n`;
    const root = await createTemporaryFolder({
      ...pluginFiles('a', 'acme.json'),
      'a/package.json': '{ broken',
      ...packageFiles('b', 'b', 'acme.package'),
      'b/PLUGIN.md': head('acme.unused'),
      'c/package.json': '{ "name": "plain" }',
      'c/PLUGIN.md': head('acme.plugin-md'),
      'c/SKILL.md': head('acme.unused'),
      'c/index.js': '',
      'd/SKILL.md': head('acme.skill-md'),
      'd/index.js': '',
    });
    const { plugins } = await findPlugins(directory(root));
    expect(plugins.map(({ id, manifestFile, problems }) => [id, manifestFile?.slice(root.length), problems])).toEqual([
      ['acme.json', '/a/plugin.json', []],
      ['acme.package', '/b/package.json', []],
      ['acme.plugin-md', '/c/PLUGIN.md', []],
      ['acme.skill-md', '/d/SKILL.md', []],
    ]);
  });

  test('lists a folder without a manifest as invalid, and says why', async () => {
    const root = await createTemporaryFolder({
      'a/index.js': '',
      'b/Plugin.JSON': pluginJson('acme.b'),
      'c/package.json': '{ "name": "c" }',
    });
    const { plugins } = await findPlugins(directory(root));
    expect(plugins.map(({ problems: _, ...plugin }) => plugin)[0]).toEqual({
      id: 'a',
      manifest: undefined,
      folder: join(root, 'a'),
      manifestFile: undefined,
      entryFile: undefined,
      source: `directory(${root})`,
      trusted: false,
    });
    const problem = (message: string, hint: string, file: string): object => {
      return { code: 'MANIFEST_UNREADABLE', severity: 'error', message, hint, file: join(root, file) };
    };
    const put = 'Put a plugin.json into the folder, or move the folder elsewhere if it is no plugin.';
    const rename = 'Rename "Plugin.JSON" to "plugin.json", or move the folder elsewhere if it is no plugin.';
    expect(plugins.map(({ problems }) => problems)).toEqual([
      [problem(`The folder "${root}/a" has no manifest.`, put, 'a')],
      [problem(`The folder "${root}/b" has no manifest.`, rename, 'b')],
      [problem(`The folder "${root}/c" has no manifest: its package.json has no key "hookline".`, put, 'c')],
    ]);
  });

  test('lists what is no readable manifest as invalid: a folder, a dangling link, a loop', async () => {
    const root = await createTemporaryFolder({ 'b/index.js': '', 'c/index.js': '' });
    await mkdir(join(root, 'a/plugin.json'), { recursive: true });
    await symlink(join(root, 'nowhere'), join(root, 'b/plugin.json'));
    await symlink(join(root, 'c/plugin.json'), join(root, 'c/plugin.json'));
    await symlink(join(root, 'nowhere'), join(root, 'd'));
    const { plugins } = await findPlugins(directory(root));
    expect(plugins.map(({ id, problems }) => [id, ...problems.map(({ message }) => message)])).toEqual([
      ['a', `The manifest "${root}/a/plugin.json" is not a file.`],
      ['b', `The manifest "${root}/b/plugin.json" does not exist.`],
      ['c', `The manifest "${root}/c/plugin.json" cannot be read: ELOOP: too many symbolic links encountered.`],
      ['d', `The folder "${root}/d" leads nowhere.`],
    ]);
  });

  test('reads no manifest over 262,144 bytes', async () => {
    const fill = (bytes: number): string => pluginJson('acme.big').padEnd(bytes);
    const root = await createTemporaryFolder({
      'a/plugin.json': fill(262_144),
      'a/index.js': '',
      'b/plugin.json': fill(262_145),
    });
    expect(summarise((await findPlugins(directory(root))).plugins)).toEqual(['acme.big', 'b MANIFEST_TOO_LARGE']);
  });

  test('follows a plugin folder that is a link, and gives the folder that it leads to', async () => {
    const root = await createTemporaryFolder(pluginFiles('elsewhere/real', 'acme.linked'));
    await mkdir(join(root, 'plugins'));
    await symlink(join(root, 'elsewhere/real'), join(root, 'plugins/link'));
    const { plugins } = await findPlugins(directory(join(root, 'plugins')));
    expect(plugins.map(({ id, folder, entryFile, problems }) => ({ id, folder, entryFile, problems }))).toEqual([
      {
        id: 'acme.linked',
        folder: join(root, 'elsewhere/real'),
        entryFile: join(root, 'elsewhere/real/index.js'),
        problems: [],
      },
    ]);
  });

  test('takes file: URLs, and paths relative to the working directory', async () => {
    const root = await createTemporaryFolder(pluginFiles('plugins/one', 'acme.one'));
    const url = pathToFileURL(join(root, 'plugins'));
    const before = process.cwd();
    process.chdir(root);
    const relative = directory('./plugins');
    process.chdir(before);
    for (const source of [directory(url), directory(url.href), relative]) {
      expect(summarise((await findPlugins(source)).plugins)).toEqual(['acme.one']);
    }
    expect([directory(url).name, directory(url.href).name, relative.name]).toEqual([
      `directory(${root}/plugins)`,
      `directory(${root}/plugins)`,
      'directory(./plugins)',
    ]);
  });

  test('warns of a folder that does not exist, and has no plugins then', async () => {
    const root = await createTemporaryFolder();
    expect(await findPlugins(directory(join(root, 'plugins')))).toEqual({
      plugins: [],
      problems: [
        {
          code: 'SOURCE_UNREADABLE',
          severity: 'warning',
          message: `The place "${root}/plugins" of the source directory(${root}/plugins) does not exist.`,
          hint: 'Create it, or take the source out.',
          file: join(root, 'plugins'),
        },
      ],
    });
  });

  test('reports a file in place of the folder', async () => {
    const root = await createTemporaryFolder({ plugins: '' });
    const { plugins, problems } = await findPlugins(directory(join(root, 'plugins')));
    expect({ plugins, problems }).toEqual({
      plugins: [],
      problems: [
        {
          code: 'SOURCE_UNREADABLE',
          severity: 'error',
          message: `The place "${root}/plugins" of the source directory(${root}/plugins) is not a folder.`,
          hint: 'Name a place that can be read, or mend its permissions.',
          file: join(root, 'plugins'),
        },
      ],
    });
  });

  test.skipIf(isRoot)('reports a folder that may not be read, as a source and as a plugin', async () => {
    const root = await createTemporaryFolder({ ...pluginFiles('one', 'acme.one'), ...pluginFiles('two', 'acme.two') });
    await chmod(join(root, 'one'), 0o000);
    const { plugins } = await findPlugins(directory(root));
    const closed = await findPlugins(directory(join(root, 'one')));
    await chmod(join(root, 'one'), 0o700);
    expect(summarise(plugins)).toEqual(['one MANIFEST_UNREADABLE', 'acme.two']);
    expect(plugins[0]!.problems[0]!.message).toContain('EACCES: permission denied');
    expect(closed.problems).toMatchObject([{ code: 'SOURCE_UNREADABLE', severity: 'error' }]);
  });

  test.skipIf(isRoot)('reports a manifest that may not be read', async () => {
    const root = await createTemporaryFolder(pluginFiles('one', 'acme.one'));
    await chmod(join(root, 'one/plugin.json'), 0o000);
    const { plugins } = await findPlugins(directory(root));
    expect(plugins.flatMap(({ problems }) => problems.map(({ message }) => message))).toEqual([
      `The manifest "${root}/one/plugin.json" cannot be read: EACCES: permission denied.`,
    ]);
  });

  test('gives all problems of a plugin together: of the host, and of the entry', async () => {
    const root = await createTemporaryFolder({
      'one/plugin.json': pluginJson('house.one', { entry: './gone.js', hooks: { rendr: {} } }),
    });
    const { plugins } = await findPlugins(directory(root));
    expect(plugins[0]!.manifest).toMatchObject({ id: 'house.one' });
    expect(plugins[0]!.problems.map(({ code, line }) => `${code} ${line}`).toSorted()).toEqual([
      'ENTRY_MISSING 5',
      'MANIFEST_HOOK_UNKNOWN 7',
      'MANIFEST_ID_RESERVED 2',
    ]);
  });
});
