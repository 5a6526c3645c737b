import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/cli/command.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { readFolder } from './read-folder.ts';
import { create } from '../../src/cli/commands/create.ts';
import { runCreate } from '../../src/cli/run/create.ts';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';
import { runHere } from './run-here.ts';
import { runShell } from './run-shell.ts';

const FILES = [
  'plugin.json',
  'index.js',
  'test/plugin.test.js',
  'package.json',
  'jsconfig.json',
  'README.md',
  'LICENSE',
  '.gitignore',
];

/** A host whose plugins have types, and a plugin with templates. */
const RICH_HOST = {
  ...HOST_FILES,
  'hookline.config.mjs': `
    import { defineConfig, defineHookspecs, definePluginType, directory, hook } from 'hookline';
    export default defineConfig({
      host: { name: 'shop', api: '1.2.0' },
      hookspecs: defineHookspecs({ order_taken: hook.series(), name_of: hook.sync.first() }),
      pluginTypes: [
        definePluginType({ name: 'tool', summary: 'Has commands.', contributes: { cli: [{ name: 'clean-up', summary: 'Cleans up.' }] } }),
        definePluginType({ name: 'base', summary: 'Has hooks.', contributes: { hooks: ['after_save'] } }),
        definePluginType({ name: 'mailer', summary: 'Sends mail.', hooks: ['order_taken'], permissions: [{ name: 'worker' }] }),
      ],
      sources: [directory(import.meta.dirname + '/plugins', { trusted: true })],
    });
  `,
  ...pluginFiles(
    'acme.kit',
    { contributes: { templates: [{ name: 'mail', summary: 'a plugin that sends mail', folder: './mail' }] } },
    'export default {};',
  ),
  'plugins/kit/mail/plugin.json':
    '{ "id": "{{id}}", "version": "1.0.0", "description": "{{description}}", "api": "{{api}}", "entry": "./{{short}}.js" }',
  'plugins/kit/mail/{{short}}.js': 'export default {}; // {{ name }} of {{publisher}}, {{unknown}}\n',
};

function createHere(args: readonly string[], cwd: string): Promise<Outcome> {
  return runHere({ description: create, run: runCreate }, args, cwd);
}

/** The error of a command that made nothing. */
async function refusal(
  args: readonly string[],
  files: Readonly<Record<string, string>> = HOST_FILES,
): Promise<unknown> {
  const cwd = await createProject({ ...files, 'plugins/.keep': '' });
  const before = await readFolder(cwd);
  const thrown = await createHere(args, cwd).catch((error: unknown) => error);
  expect(await readFolder(cwd)).toEqual(before);
  return thrown;
}

describe('hookline create', () => {
  test('makes a plugin that the host finds', async () => {
    const cwd = await createProject(HOST_FILES);
    const { document } = await runCliJson(['create', 'acme.tax', '--hooks', 'before_order,order_taken'], { cwd });
    const folder = join(cwd, 'plugins/tax');
    expect(document.result).toEqual({ plugin: { id: 'acme.tax', folder, files: FILES } });
    expect(Object.keys(await readFolder(folder)).toSorted()).toEqual(FILES.toSorted());
    const listed = await runCliJson(['list'], { cwd });
    expect(listed.document.result).toMatchObject({
      plugins: [{ id: 'acme.tax', name: 'Tax', state: 'ready', hooks: ['before_order', 'order_taken'], problems: [] }],
    });
    expect(await readdir(join(cwd, 'plugins'))).toEqual(['tax']);
  });

  test('says what it has made, and what comes next', async () => {
    const cwd = await createProject(HOST_FILES);
    const { stdout, stderr, exitCode } = await runCli(['create', 'acme.tax', '--hooks', 'none'], { cwd });
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toBe(
      [
        'Made acme.tax in plugins/tax:',
        '',
        ...FILES.map((path) => `  ${path}`),
        '',
        'Next:',
        '  cd plugins/tax',
        '  npm test',
        '',
      ].join('\n'),
    );
  });

  test('puts every flag into the files', async () => {
    const cwd = await createProject(HOST_FILES);
    const flags = {
      name: 'Taxes',
      description: 'Adds "taxes".',
      author: 'Ada',
      type: 'price',
      hooks: 'before_order',
      runner: 'process',
      permissions: 'net:tax.example,fs:read=./a,fs:write=./b,worker',
      language: 'ts',
      tests: 'vitest',
      license: 'ISC',
      folder: 'elsewhere/tax',
    };
    await createHere(['acme.tax', ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value])], cwd);
    const files = await readFolder(join(cwd, 'elsewhere/tax'));
    expect(JSON.parse(files['plugin.json']!)).toEqual({
      $schema: 'https://hookline.dev/schema/plugin-1.json',
      id: 'acme.tax',
      version: '0.1.0',
      name: 'Taxes',
      description: 'Adds "taxes".',
      type: 'price',
      author: 'Ada',
      license: 'ISC',
      api: '^1.2',
      entry: './dist/index.js',
      hooks: { before_order: {} },
      permissions: [
        { name: 'net', hosts: ['tax.example'] },
        { name: 'fs', read: ['./a'], write: ['./b'] },
        { name: 'worker' },
      ],
      runner: { min: 'process' },
    });
    expect(files['src/index.ts']).toContain(`import type { shopHookspecs } from '../../../hookspecs.js';`);
    expect(files['test/plugin.test.ts']).toContain(`import { expect, onTestFinished, test } from 'vitest';`);
    expect(files['LICENSE']).toMatch(/^ISC License\n\nCopyright \(c\) \d{4} Ada\n/);
  });

  test.each([
    ['^0.1.0', '^0.1.0'],
    ['file:../hookline-0.1.0.tgz', 'file:../../../hookline-0.1.0.tgz'],
    [undefined, '^0.1.0'],
  ])('takes Hookline from where the host does: %s', async (specifier, expected) => {
    const host = { name: 'shop', private: true, type: 'module', dependencies: { hookline: specifier } };
    const cwd = await createProject({ ...HOST_FILES, 'package.json': JSON.stringify(host) });
    await createHere(['acme.mail', '--hooks', 'order_taken'], cwd);
    const files = await readFolder(join(cwd, 'plugins/mail'));
    const made = JSON.parse(String(files['package.json'])) as { devDependencies: Record<string, string> };
    expect(made.devDependencies['hookline']).toBe(expected);
  });

  test('makes a plugin without a host', async () => {
    const cwd = await createTemporaryFolder();
    const { document } = await runCliJson(['create', 'acme.tax', '--license', 'UNLICENSED', '--tests', 'none'], {
      cwd,
    });
    expect(document.ok).toBe(true);
    const files = await readFolder(join(cwd, 'plugins/tax'));
    expect(Object.keys(files)).toEqual([
      '.gitignore',
      'README.md',
      'index.js',
      'jsconfig.json',
      'package.json',
      'plugin.json',
    ]);
    expect(JSON.parse(files['package.json']!)).toMatchObject({ private: true, license: 'UNLICENSED' });
  });

  test('a copy of the hookspecs stands in where no module exports them', async () => {
    const cwd = await createProject(RICH_HOST);
    await createHere(['acme.tax', '--hooks', 'name_of'], cwd);
    const files = await readFolder(join(cwd, 'plugins/tax'));
    expect(files['host-hooks.js']).toContain('  name_of: hook.sync.first(),\n');
    expect(files['index.js']).toContain(`/** @import { hookspecs } from './host-hooks.js' */`);
  });

  test('a type brings its hooks and permissions', async () => {
    const cwd = await createProject(RICH_HOST);
    await createHere(['acme.post', '--type', 'mailer'], cwd);
    const manifest = JSON.parse((await readFolder(join(cwd, 'plugins/post')))['plugin.json']!) as object;
    expect(manifest).toMatchObject({ type: 'mailer', hooks: { order_taken: {} }, permissions: [{ name: 'worker' }] });
  });

  test('a type brings its commands', async () => {
    const cwd = await createProject(RICH_HOST);
    await createHere(['acme.broom', '--type', 'tool'], cwd);
    const { document } = await runCliJson(['list', '--type', 'tool'], { cwd });
    expect(document.result).toMatchObject({ plugins: [{ id: 'acme.broom', state: 'ready', problems: [] }] });
    expect(await runShell('npm test --silent', join(cwd, 'plugins/broom'))).toMatchObject({ exitCode: 0 });
  });
});

describe('what hookline create refuses, and then makes nothing', () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [
      [],
      'To make a plugin without questions, this is missing: the id, such as "acme.hello"; "--hooks", of before_order, order_taken, describe_item or "none".',
    ],
    [['Tax', '--hooks', 'none'], 'The id "Tax" has no publisher: an id is "publisher.name".'],
    [['shop.tax', '--hooks', 'none'], 'The id "shop.tax" begins with "shop.", which is reserved.'],
    [['acme.tax', '--hooks', 'order_take'], 'There is no hook "order_take" (did you mean "order_taken"?).'],
    [
      ['acme.tax', '--hooks', 'none', '--permissions', 'nett:x'],
      'The permission "nett:x" cannot be used: there is no permission "nett" (did you mean "net"?).',
    ],
    [['acme.tax', '--hooks', 'none', '--permissions', 'net'], 'The permission "net" cannot be used: it needs a value.'],
    [
      ['acme.tax', '--hooks', 'none', '--permissions', 'fs:x'],
      'The permission "fs:x" cannot be used: files are read or written.',
    ],
    [
      ['acme.tax', '--hooks', 'none', '--template', 'typescrip'],
      'There is no template "typescrip" (did you mean "typescript"?).',
    ],
    [
      ['acme.tax', '--hooks', 'none', '--template', 'typescript', '--language', 'js'],
      '"--language js" contradicts "--template typescript".',
    ],
  ];
  test.each(cases)('%j', async (args, message) => {
    expect(await refusal(args)).toMatchObject({ message });
  });

  test.each([
    [['acme.kit', '--hooks', 'none'], /^There is a plugin "acme\.kit" already, in .*kit\.$/],
    [
      ['acme.x', '--hooks', 'none', '--type', 'maile'],
      'The host has no type of plugins "maile" (did you mean "mailer"?).',
    ],
    [['acme.x', '--type', 'base'], 'Plugins of the type "base" contribute hooks, which cannot be made up.'],
    [
      ['acme.x', '--hooks', 'name_of', '--runner', 'process'],
      'A plugin in a process of its own cannot implement "name_of", which is synchronous.',
    ],
    [['acme.x', '--template', 'mail', '--hooks', 'none'], 'The template "mail" decides on "--hooks" itself.'],
  ])('%j, with types and templates', async (args, message) => {
    expect(await refusal(args, RICH_HOST)).toMatchObject({
      code: 'COMMAND_MISUSED',
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
    });
  });

  test('a folder that exists', async () => {
    const told = await refusal(['acme.tax', '--hooks', 'none'], { ...HOST_FILES, 'plugins/tax/notes.txt': 'mine' });
    expect(told).toMatchObject({ code: 'FOLDER_EXISTS' });
  });

  test('a place where nothing can be written', async () => {
    const told = await refusal(['acme.tax', '--hooks', 'none', '--folder', `x/${'y'.repeat(300)}`]);
    expect(told).toMatchObject({ code: 'FOLDER_UNWRITABLE' });
  });

  test('a host whose configuration is broken', async () => {
    const told = await refusal(['acme.tax'], { ...HOST_FILES, 'hookline.config.mjs': 'export default 1;' });
    expect(told).toMatchObject({ code: 'HOST_CONFIG_INVALID' });
  });
});

test('a misuse ends with the exit code 2', async () => {
  const cwd = await createProject(HOST_FILES);
  const { exitCode, document } = await runCliJson(['create', 'Tax'], { cwd });
  expect(exitCode).toBe(2);
  expect(document.error).toMatchObject({ code: 'COMMAND_MISUSED' });
});

describe('templates of plugins', () => {
  test('are listed', async () => {
    const cwd = await createProject(RICH_HOST);
    const { text } = await createHere(['--list-templates'], cwd);
    expect(text.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['TEMPLATE', 'PLUGIN', 'ABOUT'],
      ['javascript', 'a plugin in JavaScript, with types in comments'],
      ['typescript', 'a plugin in TypeScript, built with tsc'],
      ['acme.kit/mail', 'acme.kit', 'a plugin that sends mail'],
    ]);
  });

  test('are used, with the words of the new plugin', async () => {
    const cwd = await createProject(RICH_HOST);
    const args = ['acme.post', '--template', 'acme.kit/mail', '--description', 'Says "hi".'];
    await createHere(args, cwd);
    expect(await readFolder(join(cwd, 'plugins/post'))).toEqual({
      'plugin.json':
        '{ "id": "acme.post", "version": "1.0.0", "description": "Says \\"hi\\".", "api": "^1.2", "entry": "./post.js" }',
      'post.js': 'export default {}; // Post of acme, {{unknown}}\n',
    });
  });

  test('whose plugin would not be valid are refused', async () => {
    const cwd = await createProject(RICH_HOST);
    await writeFile(join(cwd, 'plugins/kit/mail/plugin.json'), '{ "id": "{{id}}" }');
    await expect(createHere(['acme.post', '--template', 'mail'], cwd)).rejects.toMatchObject({
      code: 'TEMPLATE_INVALID',
    });
    expect(await readdir(join(cwd, 'plugins'))).toEqual(['kit']);
  });
});
