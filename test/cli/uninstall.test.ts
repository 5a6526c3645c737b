import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { uninstall as description } from '../../src/cli/commands/uninstall.ts';
import { runUninstall } from '../../src/cli/run/uninstall.ts';
import { loadSetup } from '../../src/cli/setup/load-setup.ts';
import { openManager } from '../../src/cli/setup/open-manager.ts';
import { writeFiles } from '../examples/temporary-folder.ts';
import { pluginSource } from './archives.ts';
import { readFolder } from './read-folder.ts';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';
import { runHere } from './run-here.ts';

const STORE = pluginFiles('acme.store', {}, 'export default {};');
const CHART = pluginFiles('acme.chart', { dependencies: { plugins: { 'acme.store': '^1' } } }, 'export default {};');
const DATA = { '.hookline/data/acme.store/orders.txt': 'one order' };

/** Uninstalls in this process, with "--yes". */
async function uninstall(
  cwd: string,
  ...args: readonly string[]
): Promise<{ readonly result: unknown; readonly text: string }> {
  await using manager = await openManager(await loadSetup({}, cwd));
  return await runHere({ description, run: runUninstall }, args, cwd, {
    common: { json: false, verbose: false, yes: true },
    openManager: async () => manager,
    confirm: async () => true,
  });
}

const settingsOf = async (cwd: string): Promise<unknown> =>
  (JSON.parse(await readFile(join(cwd, '.hookline/state.json'), 'utf8')) as { plugins: unknown }).plugins;

describe('uninstall', () => {
  test('removes the folder, what was said of the plugin, and its data', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE, ...CHART, ...DATA });
    const settings = { 'acme.chart': { enabled: false }, 'acme.store': { enabled: false } };
    await writeFiles(cwd, { '.hookline/state.json': JSON.stringify({ version: 1, plugins: settings }) });
    const { document, exitCode } = await runCliJson(['uninstall', 'acme.store', '--yes'], { cwd });
    expect(exitCode).toBe(0);
    expect(document.result).toEqual({
      plugin: { id: 'acme.store', version: '1.0.0' },
      folder: join(cwd, 'plugins/store'),
      data: join(cwd, '.hookline/data/acme.store'),
      dependents: [],
      uninstalled: true,
    });
    expect(await readdir(join(cwd, 'plugins'))).toEqual(['chart']);
    expect(await readdir(join(cwd, '.hookline/data'))).toEqual([]);
    expect(await settingsOf(cwd)).toEqual({ 'acme.chart': { enabled: false } });
  });

  test('keeps the data with --keep-data', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE, ...DATA });
    const { text, result } = await uninstall(cwd, 'acme.store', '--keep-data');
    expect(text).toBe('Uninstalled "acme.store". Its data were kept.');
    expect(result).toMatchObject({ data: null, uninstalled: true });
    expect(await readFolder(join(cwd, '.hookline/data'))).toEqual({ 'acme.store/orders.txt': 'one order' });
  });

  test('names the plugins that need it, and is refused without --yes', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE, ...CHART, ...DATA });
    const refused = await runCliJson(['uninstall', 'acme.store'], { cwd });
    expect(refused).toMatchObject({
      exitCode: 1,
      document: {
        error: {
          code: 'UNINSTALL_REFUSED',
          message: 'The plugin "acme.store" was not uninstalled: without it cannot run "acme.chart".',
          hint: 'Disable or uninstall it first, or give "--yes".',
        },
      },
    });
    const looked = await uninstall(cwd, 'acme.store', '--dry-run');
    expect(looked.result).toMatchObject({
      dependents: [{ id: 'acme.chart', from: 'ready', to: 'unresolved' }],
      uninstalled: false,
    });
    expect((await readdir(join(cwd, 'plugins'))).toSorted()).toEqual(['chart', 'store']);
    expect(await readFolder(join(cwd, '.hookline/data'))).toEqual({ 'acme.store/orders.txt': 'one order' });
    const done = await runCli(['uninstall', 'acme.store', '--yes'], { cwd });
    expect(done.stdout).toContain('STOPS       NOW    THEN\nacme.chart  ready  unresolved\n');
    expect(await readdir(join(cwd, 'plugins'))).toEqual(['chart']);
  });

  test('asks even if nobody needs it', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE });
    const { document, exitCode } = await runCliJson(['uninstall', 'acme.store'], { cwd });
    expect({ exitCode, code: document.error?.code }).toEqual({ exitCode: 2, code: 'CONFIRMATION_NEEDED' });
    expect(await readdir(join(cwd, 'plugins'))).toEqual(['store']);
  });

  test('removes a link, and not what it leads to', async () => {
    const cwd = await createProject(HOST_FILES);
    await writeFiles(join(cwd, 'dev'), pluginSource('acme.store'));
    await mkdir(join(cwd, 'plugins'));
    await symlink(join(cwd, 'dev'), join(cwd, 'plugins/store'));
    await uninstall(cwd, 'acme.store');
    expect(await readdir(join(cwd, 'plugins'))).toEqual([]);
    expect(await readFolder(join(cwd, 'dev'))).toEqual(pluginSource('acme.store'));
  });

  test('leaves the plugin where it is if the settings cannot be written', async () => {
    const cwd = await createProject({
      ...HOST_FILES,
      ...STORE,
      '.hookline/state.json': '{ "version": 7, "plugins": {} }',
    });
    await expect(uninstall(cwd, 'acme.store')).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' });
    expect(await readdir(join(cwd, 'plugins'))).toEqual(['store']);
  });

  test('leaves packages to npm', async () => {
    const manifest = { id: 'acme.store', api: '^1.0', entry: './index.js' };
    const cwd = await createProject({
      'package.json': '{ "name": "shop", "dependencies": { "acme-store": "1" } }',
      'hookline.config.json': '{ "host": { "name": "shop", "api": "1.0.0" }, "sources": [{ "nodeModules": "." }] }',
      'node_modules/acme-store/package.json': JSON.stringify({
        name: 'acme-store',
        version: '1.0.0',
        hookline: manifest,
      }),
      'node_modules/acme-store/index.js': 'module.exports = {};',
    });
    await expect(uninstall(cwd, 'acme.store')).rejects.toMatchObject({
      code: 'UNINSTALL_REFUSED',
      message: 'The plugin "acme.store" was not uninstalled: npm has installed it.',
      hint: `Write "npm uninstall acme-store" in ${cwd}.`,
    });
  });

  test('knows only plugins of the host', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE });
    await expect(uninstall(cwd, 'acme.stor')).rejects.toMatchObject({
      code: 'PLUGIN_UNKNOWN',
      message: 'There is no plugin "acme.stor" (did you mean "acme.store"?).',
    });
  });
});
