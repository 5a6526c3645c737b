import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';

const COMMAND = {
  name: 'import',
  summary: 'Imports orders.',
  arguments: [{ name: 'files', summary: 'The files.', required: true, variadic: true }],
  options: [
    { name: 'limit', short: 'l', summary: 'How many.', type: 'number', default: 10 },
    { name: 'json', summary: 'Whether they are JSON.' },
  ],
};

const CODE = `
  console.log('loaded');
  export default {
    commands: {
      import: ({ args, options }) => {
        console.log('running');
        if (args.files[0] === 'none') throw new Error('no such order');
        return { files: args.files, limit: options.limit, isJson: options.json };
      },
    },
  };
`;

const PLUGINS = pluginFiles('acme.orders', { contributes: { cli: [COMMAND] } }, CODE);

describe('a command that a plugin contributes', () => {
  test('stands in help, and no code of the plugin is loaded for that', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...PLUGINS });
    for (const source of ['worked out', 'from the cache']) {
      const { exitCode, stdout, stderr } = await runCli(['--help'], { cwd });
      expect({ source, exitCode, stderr }).toEqual({ source, exitCode: 0, stderr: '' });
      expect(stdout).toMatch(/^Of plugins of this host:\n +import <files...> +Imports orders$/m);
      expect(stdout).not.toMatch(/^loaded$/m);
    }
    const { stdout } = await runCli(['import', '--help'], { cwd });
    expect(stdout).toContain('A command of the plugin "acme.orders" 1.0.0.');
    expect(stdout).toContain('-l, --limit <limit>');
    expect(stdout).not.toMatch(/^loaded$/m);
  });

  test('runs, by its short name and by its whole one, and gives one document', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...PLUGINS });
    const short = await runCliJson(['import', 'a.csv', 'b.csv', '-l', '3'], { cwd });
    expect(short).toMatchObject({
      exitCode: 0,
      document: {
        ok: true,
        command: 'import',
        result: { value: { files: ['a.csv', 'b.csv'], limit: 3, isJson: false } },
      },
    });
    const whole = await runCliJson(['acme.orders/import', 'a.csv', '--plugin-json'], { cwd });
    expect(whole.document.result).toEqual({ value: { files: ['a.csv'], limit: 10, isJson: true } });
  });

  test('fails as ours do', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...PLUGINS });
    const thrown = await runCliJson(['import', 'none'], { cwd });
    expect(thrown).toMatchObject({ exitCode: 1, document: { error: { code: 'COMMAND_FAILED' } } });
    const missing = await runCliJson(['import'], { cwd });
    expect(missing).toMatchObject({ exitCode: 2, document: { error: { code: 'COMMAND_MISUSED' } } });
    const unknown = await runCliJson(['imprt', 'x'], { cwd });
    expect(unknown).toMatchObject({
      exitCode: 2,
      document: {
        error: {
          code: 'COMMAND_MISUSED',
          message: 'Unknown command "imprt".',
          hint: expect.stringContaining('Did you mean import?') as string,
        },
      },
    });
  });

  test('is gone from help when its plugin is disabled, changed or removed', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...PLUGINS });
    const offers = async (): Promise<boolean> => (await runCli(['--help'], { cwd })).stdout.includes('Imports orders');
    expect(await offers()).toBe(true);
    await runCli(['disable', 'acme.orders'], { cwd });
    expect(await offers()).toBe(false);
    await runCli(['enable', 'acme.orders'], { cwd });
    expect(await offers()).toBe(true);
    const manifest = join(cwd, 'plugins/orders/plugin.json');
    await writeFile(
      manifest,
      JSON.stringify({ id: 'acme.orders', version: '1.0.0', api: '^1.0', entry: './index.js' }),
    );
    expect(await offers()).toBe(false);
    await writeFile(join(cwd, 'plugins/orders/plugin.json'), Object.values(PLUGINS)[0]!);
    expect(await offers()).toBe(true);
    await rm(join(cwd, 'plugins/orders'), { recursive: true });
    expect(await offers()).toBe(false);
  });

  test('costs other help nothing where there is no host, or a broken one', async () => {
    const cwd = await createProject({ 'hookline.config.mjs': 'throw new Error("broken");' });
    expect(await runCli(['--help'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('takes no name of ours: it is called by its whole name then', async () => {
    const commands = ['list', 'hooks', 'complete'].map((name) => ({ name, summary: `The ${name} of a plugin.` }));
    const code = `export default { commands: { list: () => 'from the plugin', hooks: () => 1, complete: () => 2 } };`;
    const cwd = await createProject({
      ...HOST_FILES,
      ...pluginFiles('acme.bold', { contributes: { cli: commands } }, code),
    });
    const { exitCode, stdout } = await runCli(['--help'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout.match(/^ +acme\.bold\/\w+/gm)).toHaveLength(3);
    expect((await runCliJson(['list'], { cwd })).document.result).toMatchObject({ plugins: [{ id: 'acme.bold' }] });
    expect((await runCli(['acme.bold/list'], { cwd })).stdout).toBe('from the plugin\n');
  });

  test('has options of any name, which are never those that objects inherit', async () => {
    const options = [
      { name: 'to-string', type: 'string', summary: 'A text.' },
      { name: 'host', type: 'string', summary: 'A name that is taken.' },
      { name: 'plugin-host', summary: 'What that becomes.' },
    ];
    const code = `export default { commands: { show: ({ options }) => options } };`;
    const manifest = { contributes: { cli: [{ name: 'show', summary: 'Shows.', options }] } };
    const cwd = await createProject({ ...HOST_FILES, ...pluginFiles('acme.odd', manifest, code) });
    const { document } = await runCliJson(['show', '--plugin-host', 'a', '--plugin-plugin-host'], { cwd });
    expect(document.result).toEqual({ value: { host: 'a', 'plugin-host': true } });
  });

  test.each([
    ['no JSON', () => '{'],
    ['no commands', (cache: object) => JSON.stringify({ ...cache, commands: [null] })],
    [
      'commands that no manifest can have',
      (cache: object) => JSON.stringify(cache).replaceAll('"import"', '"-\\u001b[2J"'),
    ],
  ])('is worked out anew from a cache that holds %s', async (_, spoil) => {
    const cwd = await createProject({ ...HOST_FILES, ...PLUGINS });
    await runCli(['--help'], { cwd });
    const folder = join(cwd, 'node_modules/.cache/hookline');
    const file = join(folder, (await readdir(folder))[0]!);
    await writeFile(file, spoil(JSON.parse(await readFile(file, 'utf8')) as object));
    const { exitCode, stdout, stderr } = await runCli(['--help'], { cwd });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^ +import <files...> +Imports orders$/m);
    expect(stdout).not.toContain('\u001B');
  });

  test('is found though a module that the configuration imports brings it', async () => {
    const config = HOST_FILES['hookline.config.mjs'].replace(
      'import { shop',
      "import { folder } from './folder.js';\nimport { shop",
    );
    const cwd = await createProject({
      ...HOST_FILES,
      ...PLUGINS,
      'hookline.config.mjs': config.replace("'plugins'", 'folder'),
      'folder.js': "export const folder = 'none';",
    });
    expect((await runCli(['import', 'a'], { cwd })).exitCode).toBe(2);
    await writeFile(join(cwd, 'folder.js'), "export const folder = 'plugins';");
    expect((await runCliJson(['import', 'a'], { cwd })).document.result).toMatchObject({ value: { files: ['a'] } });
  });
});
