import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { directory, type PluginPolicy } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createTemporaryFolder, writeFiles } from '../examples/temporary-folder.ts';
import { createHost, type WrittenPlugin } from './host.ts';
import { createJournal } from './share-with-plugins.ts';

function untrusted(folder: string) {
  return [directory(join(folder, 'plugins'))];
}

/** Notes that it was imported, and greets. */
function noting(note: string, id: string): WrittenPlugin {
  return { code: `${note}('${id}'); export default { hooks: { greet: () => '${id}' } };` };
}

describe('a plugin of a source that the host does not trust', () => {
  test('is listed with all that its manifest says, and never imported, until the operator trusts it', async () => {
    const { lines, note } = createJournal();
    const host = await createHost(
      { 'acme.new': { manifest: { activation: 'startup', name: 'New' }, ...noting(note, 'acme.new') } },
      (folder) => ({ sources: untrusted(folder) }),
    );
    await host.manager.start();
    await host.manager.enable('acme.new');
    await host.manager.reload('acme.new');
    await host.manager.rescan();
    expect([await host.greet(), lines]).toEqual([[], []]);
    const folder = join(host.folder, 'plugins/acme.new');
    expect(host.manager.get('acme.new')).toMatchObject({
      name: 'New',
      state: 'untrusted',
      trusted: false,
      code: 'PLUGIN_UNTRUSTED',
      reason: `The plugin "acme.new" 1.0.0 comes from directory(${host.folder}/plugins), and nobody has trusted it.`,
      remedy: `Look at the plugin in ${folder}, then trust it.`,
    });
    expect(await host.manager.trust('acme.new')).toMatchObject({ state: 'active', trusted: true });
    expect([await host.greet(), lines]).toEqual([['acme.new'], ['acme.new']]);
  });

  test('is not imported if its files have changed since they were looked at', async () => {
    const { lines, note } = createJournal();
    const host = await createHost({ 'acme.new': noting(note, 'acme.new') }, (folder) => ({
      sources: untrusted(folder),
    }));
    await host.manager.start();
    await host.manager.trust('acme.new');
    await host.write({ 'acme.new': noting(note, 'changed') });
    const { value, report } = await host.manager.hooks.executeWithReport('greet', { name: 'x' });
    const today = new Date().toISOString().slice(0, 10);
    const reason = `The plugin "acme.new" 1.0.0 has changed since version 1.0.0 was trusted on ${today}.`;
    expect([value, report.entries.map((entry) => [entry.status, entry.reason]), lines]).toEqual([
      [],
      [['skipped', `the plugin could not be activated: ${reason}`]],
      [],
    ]);
    expect(host.manager.get('acme.new')).toMatchObject({ state: 'untrusted', trusted: false, reason });
    expect(host.payloads('plugin:error').map(({ phase, error }) => [phase, error.code])).toEqual([
      ['import', 'PLUGIN_UNTRUSTED'],
    ]);
    await host.manager.trust('acme.new');
    expect([await host.greet(), lines]).toEqual([['changed'], ['changed']]);
  });

  test('takes those with it that need it, and brings them back', async () => {
    const user = await createTemporaryFolder();
    const host = await createHost(
      { 'acme.needy': { manifest: { dependencies: { plugins: { 'acme.new': '^1' } } } } },
      (folder) => ({ sources: [directory(join(folder, 'plugins'), { trusted: true }), directory(user)] }),
    );
    await writeFiles(user, {
      'acme.new/plugin.json': JSON.stringify({ id: 'acme.new', version: '1.0.0', api: '^1', entry: './index.mjs' }),
      'acme.new/index.mjs': 'export default {};',
    });
    await host.manager.start();
    expect([host.states(), await host.greet()]).toEqual([{ 'acme.needy': 'unresolved', 'acme.new': 'untrusted' }, []]);
    await host.manager.trust('acme.new');
    expect(await host.greet()).toEqual(['hello from acme.needy']);
    await host.manager.untrust('acme.new');
    expect([host.states(), await host.greet()]).toEqual([{ 'acme.needy': 'unresolved', 'acme.new': 'untrusted' }, []]);
  });
});

describe('trust', () => {
  test('is given and taken back in the order of the calls', async () => {
    const host = await createHost({ 'acme.a': {} }, (folder) => ({ sources: untrusted(folder) }));
    await host.manager.start();
    const { manager } = host;
    const answers = await Promise.all([manager.trust('acme.a'), manager.untrust('acme.a')]);
    expect(answers.map(({ trusted }) => trusted)).toEqual([true, false]);
    expect(host.states()).toEqual({ 'acme.a': 'untrusted' });
  });

  test('lasts as long as the folder is as it was, in the next process too', async () => {
    const { lines, note } = createJournal();
    const stateDir = await createTemporaryFolder();
    const options = (folder: string) => ({ sources: untrusted(folder), stateDir });
    const host = await createHost(
      { 'acme.new': { ...noting(note, 'acme.new'), files: { 'lib/a.mjs': '1;' } } },
      options,
    );
    await host.manager.start();
    await host.manager.trust('acme.new');
    await host.manager.stop();

    const later = await createHost({}, () => options(host.folder));
    await later.manager.start();
    expect([later.states(), await later.greet()]).toEqual([{ 'acme.new': 'ready' }, ['acme.new']]);
    await later.manager.stop();

    await writeFiles(host.folder, { 'plugins/acme.new/lib/a.mjs': '2;' });
    const last = await createHost({}, () => options(host.folder));
    await last.manager.start();
    expect([last.states(), await last.greet(), lines]).toEqual([{ 'acme.new': 'untrusted' }, [], ['acme.new']]);
    expect(last.manager.get('acme.new')?.reason).toMatch(
      /^The plugin "acme\.new" 1\.0\.0 has changed since version 1\.0\.0 was trusted on \d{4}-\d\d-\d\d\.$/,
    );
  });

  test('is withdrawn from a plugin that changes while it runs, at the next look', async () => {
    const host = await createHost({ 'acme.new': {} }, (folder) => ({ sources: untrusted(folder) }));
    await host.manager.start();
    await host.manager.trust('acme.new');
    expect(await host.greet()).toEqual(['hello from acme.new']);
    await writeFiles(host.folder, { 'plugins/acme.new/added.mjs': '' });
    await host.manager.rescan();
    expect([host.states(), await host.greet()]).toEqual([{ 'acme.new': 'untrusted' }, []]);
    await rm(join(host.folder, 'plugins/acme.new/added.mjs'));
    await host.manager.rescan();
    expect([host.states(), await host.greet()]).toEqual([{ 'acme.new': 'ready' }, ['hello from acme.new']]);
  });
});

test('what was trusted on one machine runs on another one that is given the state, if it is the same to the byte', async () => {
  const stateDir = await createTemporaryFolder();
  const first = await createHost({ 'acme.a': {}, 'acme.b': {} }, (folder) => ({
    sources: untrusted(folder),
    stateDir,
  }));
  await first.manager.start();
  await first.manager.trust('acme.a');
  await first.manager.trust('acme.b');
  const copy = await createTemporaryFolder({ 'state.json': await readFile(join(stateDir, 'state.json')) });
  const changed = { code: "{ hooks: { greet: ({ name }) => name + ' from acme.b ' } }" };
  const second = await createHost({ 'acme.a': {}, 'acme.b': changed, 'acme.c': {} }, (folder) => ({
    sources: untrusted(folder),
    stateDir: copy,
  }));
  await second.manager.start();
  expect([await second.greet(), second.states()]).toEqual([
    ['hello from acme.a'],
    { 'acme.a': 'active', 'acme.b': 'untrusted', 'acme.c': 'untrusted' },
  ]);
});

describe('the policy of the host', () => {
  const DAY_MS = 86_400_000;
  const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

  /** The states, and the reasons of those that are refused. */
  async function startWith(policy: PluginPolicy, plugins: Readonly<Record<string, WrittenPlugin>>) {
    const { lines, note } = createJournal();
    const loud = Object.entries(plugins).map(([id, plugin]) => [id, { ...plugin, ...noting(note, id) }] as const);
    const host = await createHost(Object.fromEntries(loud), { policy });
    await host.manager.start();
    await host.greet();
    const refused = host.manager.list({ state: 'untrusted' }).map(({ code, reason }) => [code, reason]);
    return { host, lines, refused };
  }

  test('lets only the plugins run that it allows, and none that it denies, though their source is trusted', async () => {
    const { lines, refused } = await startWith(
      { allow: ['acme.*'], deny: ['acme.evil'] },
      { 'acme.evil': {}, 'acme.good': {}, 'other.one': {} },
    );
    expect(lines).toEqual(['acme.good']);
    expect(refused).toEqual([
      ['PLUGIN_REFUSED', 'The policy of the host denies the plugin "acme.evil": "deny" has "acme.evil".'],
      [
        'PLUGIN_REFUSED',
        'The policy of the host does not allow the plugin "other.one": nothing in "allow" matches its id.',
      ],
    ]);
  });

  test('keeps releases out that are too young or say nothing of their age', async () => {
    const young = daysAgo(2);
    const { lines, refused } = await startWith(
      { minimumReleaseAgeDays: 7 },
      {
        'acme.old': { manifest: { released: daysAgo(30) } },
        'acme.silent': {},
        'acme.young': { manifest: { released: young } },
      },
    );
    expect(lines).toEqual(['acme.old']);
    const rule = 'The policy of the host wants releases to be at least 7 days old';
    expect(refused).toEqual([
      ['PLUGIN_REFUSED', `${rule}, and the manifest of the plugin "acme.silent" does not say when it was released.`],
      ['PLUGIN_REFUSED', `${rule}, and the plugin "acme.young" was released on ${young}.`],
    ]);
  });

  test('asks the host for its approval, again at each look', async () => {
    const register: Record<string, 'approved' | 'pending' | 'revoked'> = { 'acme.a': 'approved', 'acme.b': 'pending' };
    const { host, lines, refused } = await startWith(
      { approve: ({ id }) => register[id] ?? 'revoked' },
      { 'acme.a': {}, 'acme.b': {}, 'acme.c': {} },
    );
    expect([lines, refused]).toEqual([
      ['acme.a'],
      [
        ['PLUGIN_REFUSED', 'The host has not approved the plugin "acme.b" yet.'],
        ['PLUGIN_REFUSED', 'The host has revoked its approval of the plugin "acme.c".'],
      ],
    ]);
    register['acme.a'] = 'revoked';
    register['acme.b'] = 'approved';
    await host.manager.rescan();
    expect([await host.greet(), host.states()]).toEqual([
      ['acme.b'],
      { 'acme.a': 'untrusted', 'acme.b': 'active', 'acme.c': 'untrusted' },
    ]);
  });
});
