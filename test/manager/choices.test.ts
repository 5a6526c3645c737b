import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { directory, type PluginStatus } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createHost, pluginFiles, type TestHost } from './host.ts';
import { createJournal } from './share-with-plugins.ts';

/** Two folders with plugins of the same id; each greets with the name of its folder. */
function rivals(...folders: readonly string[]) {
  return Object.fromEntries(
    folders.map((folder) => [folder, { manifest: { id: 'acme.summary' }, code: says(folder) }]),
  );
}

function says(text: string): string {
  return `{ hooks: { greet: () => '${text}' } }`;
}

function folderOf({ folder }: TestHost, name: string): string {
  return join(folder, 'plugins', name);
}

function standings({ manager, folder }: TestHost): readonly string[] {
  return manager.list().map((plugin) => `${plugin.folder?.slice(folder.length + '/plugins/'.length)} ${plugin.state}`);
}

describe('two plugins of one source with one id', () => {
  test('are conflicting: both are listed with both places, neither is imported, and others run', async () => {
    const { lines, note } = createJournal();
    const loud = { manifest: { id: 'acme.summary' }, code: `${note}('imported'); export default {};` };
    const host = await createHost({ one: loud, two: loud, 'acme.other': {} });
    await host.manager.start();
    expect(await host.greet()).toEqual(['hello from acme.other']);
    expect(standings(host)).toEqual(['acme.other active', 'one conflicting', 'two conflicting']);
    const [, one] = host.manager.list() as [PluginStatus, PluginStatus];
    expect([one.code, one.reason, one.remedy]).toEqual([
      'PLUGIN_CONFLICT',
      `2 plugins of directory(${host.folder}/plugins) have the id "acme.summary": "${folderOf(host, 'one')}" and "${folderOf(host, 'two')}".`,
      `Choose one of them by its folder, such as "${folderOf(host, 'one')}", or remove the others.`,
    ]);
    expect(lines).toEqual([]);
  });

  test('are settled by the configuration of the host', async () => {
    const host = await createHost(rivals('one', 'two'), (folder) => ({
      choices: { 'acme.summary': join(folder, 'plugins/two') },
      sources: [directory(join(folder, 'plugins'), { trusted: true })],
    }));
    await host.manager.start();
    expect([await host.greet(), standings(host)]).toEqual([['two'], ['one shadowed', 'two active']]);
    const shadowed = host.manager.list({ state: 'shadowed' });
    expect(shadowed.map(({ reason }) => reason)).toEqual([
      `The plugin "acme.summary" in "${folderOf(host, 'one')}" is shadowed by "${folderOf(host, 'two')}", which was chosen.`,
    ]);
  });

  test('are settled by a folder that is named through a link', async () => {
    const links = await createTemporaryFolder();
    const host = await createHost(rivals('one', 'two'), (folder) => ({
      choices: { 'acme.summary': join(links, 'extensions/two') },
      sources: [directory(join(folder, 'plugins'), { trusted: true })],
    }));
    await symlink(join(host.folder, 'plugins'), join(links, 'extensions'));
    await host.manager.start();
    expect(await host.greet()).toEqual(['two']);
    await host.manager.choose('acme.summary', join(links, 'extensions/one'));
    expect(await host.greet()).toEqual(['one']);
  });

  test('are settled by the operator while the host runs, and settled anew', async () => {
    const host = await createHost(rivals('one', 'two'));
    await host.manager.start();
    expect(await host.greet()).toEqual([]);
    const chosen = await host.manager.choose('acme.summary', folderOf(host, 'one'));
    expect([chosen.state, await host.greet()]).toEqual(['ready', ['one']]);
    await host.manager.choose('acme.summary', folderOf(host, 'two'));
    expect([await host.greet(), standings(host)]).toEqual([['two'], ['one shadowed', 'two active']]);
  });

  test('are in conflict again when the chosen one is gone and another rival is there', async () => {
    const host = await createHost(rivals('one', 'two', 'three'));
    await host.manager.start();
    await host.manager.choose('acme.summary', folderOf(host, 'one'));
    await host.remove('one');
    await host.manager.rescan();
    expect([await host.greet(), standings(host)]).toEqual([[], ['three conflicting', 'two conflicting']]);
    expect(host.manager.get('acme.summary')?.reason).toContain(
      `the choice of "${folderOf(host, 'one')}" matches none of them`,
    );
  });
});

test('the choice of the operator goes before that of the host, and lasts', async () => {
  const stateDir = await createTemporaryFolder();
  const options = (folder: string) => ({
    stateDir,
    choices: { 'acme.summary': join(folder, 'plugins/one') },
    sources: [directory(join(folder, 'plugins'), { trusted: true })],
  });
  const host = await createHost(rivals('one', 'two'), options);
  await host.manager.start();
  expect(await host.greet()).toEqual(['one']);
  await host.manager.choose('acme.summary', folderOf(host, 'two'));
  await host.manager.stop();
  const later = await createHost({}, () => options(host.folder));
  await later.manager.start();
  expect(await later.greet()).toEqual(['two']);
  const state: unknown = JSON.parse(await readFile(join(stateDir, 'state.json'), 'utf8'));
  expect(state).toEqual({ version: 1, plugins: { 'acme.summary': { choice: folderOf(host, 'two') } } });
});

test('a plugin of a later source can be chosen over that of an earlier one', async () => {
  const user = await createTemporaryFolder(pluginFiles({ 'acme.summary': { code: says('user') } }));
  const host = await createHost({ 'acme.summary': { code: says('project') } }, (folder) => ({
    sources: [directory(join(folder, 'plugins'), { trusted: true }), directory(user, { trusted: true })],
  }));
  await host.manager.start();
  expect(await host.greet()).toEqual(['project']);
  await host.manager.choose('acme.summary', join(user, 'acme.summary'));
  expect(await host.greet()).toEqual(['user']);
});

test('a folder without a plugin of that id cannot be chosen', async () => {
  const host = await createHost(rivals('one', 'two'));
  await host.manager.start();
  await expect(host.manager.choose('acme.summary', folderOf(host, 'three'))).rejects.toMatchObject({
    code: 'OPERATION_REFUSED',
    message: `The plugin "acme.summary" cannot be chosen: there is none in "${folderOf(host, 'three')}".`,
  });
  expect(standings(host)).toEqual(['one conflicting', 'two conflicting']);
});

test('a choice that is refused changes nothing, whatever it is', async () => {
  const { lines, note } = createJournal();
  const code = `{ activate() { ${note}('activated'); throw new Error('no'); }, hooks: { greet: () => 'a' } }`;
  const { manager } = await createHost({ 'acme.a': { manifest: { activation: 'startup' }, code } });
  await manager.start();
  const chosen = [5 as never, undefined as never, '/nowhere'].map((folder) => manager.choose('acme.a', folder));
  const refusals = await Promise.allSettled(chosen);
  expect(refusals.map((each) => each.status === 'rejected' && (each.reason as Error).message)).toEqual([
    'The plugin "acme.a" cannot be chosen: a folder is needed, not the number 5.',
    'The plugin "acme.a" cannot be chosen: a folder is needed, not undefined.',
    'The plugin "acme.a" cannot be chosen: there is none in "/nowhere".',
  ]);
  expect([lines, manager.get('acme.a')?.state]).toEqual([['activated'], 'failed']);
});

test('a choice takes its turn among the other operations', async () => {
  const host = await createHost(rivals('one', 'two'));
  await host.manager.start();
  const choose = (name: string) => host.manager.choose('acme.summary', folderOf(host, name));
  await Promise.all([choose('one'), host.manager.disable('acme.summary'), choose('two'), host.manager.stop()]);
  expect(standings(host)).toEqual(['one shadowed', 'two disabled']);
  expect(host.payloads('plugin:state').at(-1)).toMatchObject({ to: 'disabled' });
});
