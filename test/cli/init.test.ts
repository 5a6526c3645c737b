import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/cli/command.ts';
import { create } from '../../src/cli/commands/create.ts';
import { init } from '../../src/cli/commands/init.ts';
import { firstHookspecs } from '../../src/cli/init/first-hookspecs.ts';
import { runCreate } from '../../src/cli/run/create.ts';
import { describeApi } from '../../src/manager/api-contract.ts';
import { runInit } from '../../src/cli/run/init.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { packageRoot } from '../tooling/package-root.ts';
import { readFolder } from './read-folder.ts';
import { createProject, runCli, runCliJson } from './run-cli.ts';
import { runHere } from './run-here.ts';
import { runShell } from './run-shell.ts';

function initHere(args: readonly string[], cwd: string): Promise<Outcome> {
  return runHere({ description: init, run: runInit }, args, cwd);
}

const NPM_INIT = `{
    "name": "@acme/Web Shop",
    "type": "commonjs",
    "scripts": {
        "start": "node shop.js",
        "test": "echo \\"Error: no test specified\\" && exit 1"
    },
    "dependencies": {
        "hookline": "file:../hookline.tgz"
    }
}`;

describe('hookline init', () => {
  test('sets up a host that runs its plugin', async () => {
    const cwd = await createProject();
    const { exitCode, stderr } = await runCli(['init', '--name', 'shop'], { cwd });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(await runShell('node host.mjs', cwd)).toEqual({
      exitCode: 0,
      output: 'Hello, world\nexample.hello is active\n',
    });
    const { document } = await runCliJson(['list'], { cwd });
    expect(document.result).toMatchObject({ plugins: [{ id: 'example.hello', state: 'ready', problems: [] }] });
  });

  test('sets up a host in TypeScript', async () => {
    const cwd = await createProject();
    await symlink(join(packageRoot, 'node_modules/typescript'), join(cwd, 'node_modules/typescript'), 'dir');
    await symlink(join(packageRoot, 'node_modules/@types'), join(cwd, 'node_modules/@types'), 'dir');
    await initHere(['--language', 'ts', '--name', 'shop', '--no-plugin'], cwd);
    expect(Object.keys(await readFolder(cwd))).toEqual([
      '.gitignore',
      'hookline.config.ts',
      'hookspecs.ts',
      'host.ts',
      'package.json',
      'plugins/.gitkeep',
      'tsconfig.json',
    ]);
    expect(await runShell(join(packageRoot, 'node_modules/.bin/tsc'), cwd)).toEqual({ exitCode: 0, output: '' });
    expect(await runShell('node --import hookline/typescript host.ts', cwd)).toEqual({
      exitCode: 0,
      output: 'Hello, world\n',
    });
  });

  test('makes the folder, and takes its name', async () => {
    const cwd = await createTemporaryFolder();
    const { result, text } = await initHere(['My Shop!'], cwd);
    const folder = join(cwd, 'My Shop!');
    expect(result).toMatchObject({ host: { name: 'my-shop', api: '1.0.0', folder }, changed: [] });
    expect(text).toContain('\nNext:\n  cd My Shop!\n  npm install\n  npm start');
  });

  test('adds to the package.json that is there, and keeps its looks', async () => {
    const cwd = await createTemporaryFolder({
      'package.json': NPM_INIT,
      '.gitignore': 'logs\n/node_modules',
      'pnpm-lock.yaml': '',
    });
    const { result, text } = await initHere([], cwd);
    expect(result).toMatchObject({ host: { name: 'web-shop' }, changed: ['package.json', '.gitignore'] });
    expect(text).toContain('Added to:\n  package.json\n  .gitignore\n\nNext:\n  pnpm install\n');
    expect(await readFile(join(cwd, 'package.json'), 'utf8')).toBe(
      NPM_INIT.replace(/"test": ".*"/, '"test": "npm test --prefix plugins/hello"').replace(
        '"file:../hookline.tgz"\n',
        '"file:../hookline.tgz",\n        "zod": "^4.1.0"\n',
      ),
    );
    expect(await readFile(join(cwd, '.gitignore'), 'utf8')).toBe('logs\n/node_modules\n.hookline/\ndist/\n');
  });

  test('in a CommonJS package, TypeScript says that it consists of modules', async () => {
    const cwd = await createTemporaryFolder({ 'package.json': NPM_INIT });
    await initHere(['--language', 'ts'], cwd);
    const files = await readFolder(cwd);
    expect(files['host.mts']).toContain(`import config from './hookline.config.mts';`);
    expect(files['plugins/hello/src/index.ts']).toContain(`import type { hookspecs } from '../../../hookspecs.mts';`);
  });

  test('makes the plugin that "hookline create" makes', async () => {
    const [one, other] = [await createProject(), await createProject()];
    await initHere(['--name', 'shop'], one);
    await initHere(['--name', 'shop', '--no-plugin'], other);
    await runHere({ description: create, run: runCreate }, ['example.hello', '--hooks', 'greet'], other);
    expect(await readFolder(join(other, 'plugins/hello'))).toEqual(await readFolder(join(one, 'plugins/hello')));
  });

  test('knows the hookspecs that it writes', async () => {
    const cwd = await createProject();
    await initHere([], cwd);
    const { hookspecs } = (await import(join(cwd, 'hookspecs.mjs'))) as { readonly hookspecs: typeof firstHookspecs };
    const version = { api: '1.0.0', released: '2026-01-01' };
    expect(await describeApi({ ...version, hookspecs })).toEqual(
      await describeApi({ ...version, hookspecs: firstHookspecs }),
    );
    expect(hookspecs['greet']?.summary).toBe(firstHookspecs['greet']?.summary);
  });
});

describe('what hookline init refuses, and then writes nothing', () => {
  async function refusal(args: readonly string[], files: Readonly<Record<string, string>>): Promise<unknown> {
    const cwd = await createTemporaryFolder(files);
    const thrown = await initHere(args, cwd).catch((error: unknown) => error);
    expect(await readFolder(cwd)).toEqual(files);
    return thrown;
  }

  test('files that are there, all of them named', async () => {
    const files = {
      'hookline.config.ts': '',
      'host.mjs': '',
      'plugins/hello/index.js': '',
      'plugins/other/index.js': '',
    };
    expect(await refusal([], files)).toMatchObject({
      code: 'FILES_EXIST',
      data: { files: ['hookline.config.ts', 'host.mjs', 'plugins/hello/index.js'] },
    });
  });

  test.each([
    [['--api', '1.0'], '"--api 1.0" is not a version.'],
    [['--name', 'My shop'], '"--name My shop" cannot be the name of a host.'],
    [['--name', 'hookline'], '"--name hookline" cannot be the name of a host.'],
  ])('%j', async (args, message) => {
    expect(await refusal(args, {})).toMatchObject({ code: 'COMMAND_MISUSED', message });
  });

  test('a package.json that is broken', async () => {
    expect(await refusal([], { 'package.json': '{ "name": ' })).toMatchObject({ code: 'COMMAND_MISUSED' });
  });

  test('a folder that is a file', async () => {
    expect(await refusal(['notes'], { notes: '' })).toMatchObject({ code: 'FOLDER_UNWRITABLE' });
  });

  test('what it cannot write whole, it takes back', async () => {
    const cwd = await createTemporaryFolder();
    await writeFile(join(cwd, 'plugins'), '');
    await expect(initHere([], cwd)).rejects.toMatchObject({ code: 'FOLDER_UNWRITABLE' });
    expect(await readFolder(cwd)).toEqual({ plugins: '' });
  });
});
