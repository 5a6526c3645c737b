import { join } from 'node:path';
import { directory } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createHost, pluginFiles } from './host.ts';

const PLUGINS = {
  'acme.active': { manifest: { activation: 'startup' as const, version: '1.10.0' } },
  'acme.background': { manifest: { activation: 'background' as const } },
  'acme.broken': { manifest: { activation: 'startup' as const }, code: "throw new Error('first line\\nsecond line');" },
  'acme.dependent': { manifest: { dependencies: { plugins: { 'acme.nowhere': '^2' } } } },
  'acme.invalid': { manifest: { api: '*' } },
  'acme.lazy': {},
  'acme.old': { manifest: { api: '^0.1' } },
  'acme.unset': {
    manifest: { config: { schema: { type: 'object', properties: { site: { type: 'string' } }, required: ['site'] } } },
  },
};

async function createMixedHost() {
  const user = await createTemporaryFolder(pluginFiles({ 'acme.lazy': {}, 'acme.untrusted': {} }));
  const host = await createHost(PLUGINS, (folder) => ({
    sources: [directory(join(folder, 'plugins'), { trusted: true }), directory(user)],
  }));
  const withoutChance = (text: string): string =>
    text
      .replaceAll(host.folder, '<host>')
      .replaceAll(user, '<user>')
      .replaceAll(/\d+(?:\.\d+)? ms/g, '<time>');
  return { ...host, withoutChance };
}

describe('the boot report', () => {
  test('prints as a tree: what was found where, what became of it, and what to do about the rest', async () => {
    const { manager, withoutChance } = await createMixedHost();
    expect(withoutChance(String(await manager.start()))).toMatchInlineSnapshot(`
      "test-host (plugin API 1.2.0): 10 plugins (1 active, 2 ready, 1 failed, 1 unresolved, 1 invalid, 1 shadowed, 1 unsupported, 1 unconfigured, 1 untrusted) in <time>
      found in <time>, resolved in <time>, activated in <time>
      10 manifests read, 0 unchanged since they were last read
      ├─ directory(<host>/plugins)
      │  ├─ acme.active 1.10.0     active  imported in <time>, activated in <time> (startup)
      │  ├─ acme.background 1.0.0  ready  activated in the background
      │  ├─ acme.broken 1.0.0      failed
      │  │    The entry of the plugin "acme.broken" 1.0.0 failed while it was imported: first line
      │  │    second line
      │  │    → Look at the cause and mend the plugin.
      │  ├─ acme.dependent 1.0.0   unresolved
      │  │    The plugin "acme.dependent" 1.0.0 needs "acme.nowhere" "^2", but the plugin "acme.nowhere" was not found.
      │  │    → Install "acme.nowhere" in a version that fits "^2".
      │  ├─ acme.invalid           invalid
      │  │    <host>/plugins/acme.invalid/plugin.json:1:46: The range "*" allows every version of the plugin API.
      │  │    → Give the range of API versions that the plugin was tested with, such as "^1.0".
      │  ├─ acme.lazy 1.0.0        ready  activated on first use
      │  ├─ acme.old 1.0.0         unsupported
      │  │    The plugin "acme.old" 1.0.0 is made for the plugin API "^0.1", but the host "test-host" has "1.2.0".
      │  │    → Install a newer version of "acme.old", made for the API "1.2.0".
      │  └─ acme.unset 1.0.0       unconfigured
      │       The configuration of the plugin "acme.unset" 1.0.0 is not valid: the key "site" is missing.
      │       → Mend the keys that the message names.
      └─ directory(<user>)
         ├─ acme.lazy 1.0.0       shadowed
         │    The plugin "acme.lazy" in "<user>/acme.lazy" is shadowed by "<host>/plugins/acme.lazy", which comes first.
         │    → Remove "<host>/plugins/acme.lazy", or choose "<user>/acme.lazy" for "acme.lazy", if it is to run instead.
         └─ acme.untrusted 1.0.0  untrusted
              The plugin "acme.untrusted" 1.0.0 comes from directory(<user>), and nobody has trusted it.
              → Look at the plugin in <user>/acme.untrusted, then trust it."
    `);
  });

  test('is plain JSON with the times of each phase and plugin', async () => {
    const { manager } = await createMixedHost();
    const report = await manager.start();
    const json = JSON.parse(JSON.stringify(report)) as typeof report;
    expect([json.host, json.manifests, json.problems]).toEqual([
      { name: 'test-host', api: '1.2.0' },
      { parsed: 10, cached: 0 },
      [],
    ]);
    const { durationMs, findMs, resolveMs, activateMs } = json;
    expect([durationMs, findMs, resolveMs, activateMs].every((each) => each >= 0)).toBe(true);
    expect(findMs + resolveMs + activateMs).toBeLessThanOrEqual(durationMs + 1);
    const times = json.plugins.map(({ id, importMs, activateMs: took }) => [id, typeof importMs, typeof took]);
    expect(times.filter(([, imported]) => imported === 'number')).toEqual([['acme.active', 'number', 'number']]);
  });

  test('gives every plugin that was found exactly one state, with a reason and a remedy where it does not run', async () => {
    const { manager } = await createMixedHost();
    const { plugins } = await manager.start();
    const states = [...new Set(plugins.map(({ state }) => state))];
    const sum = states.reduce((total, state) => total + manager.list({ state }).length, 0);
    expect([plugins.length, sum, states.length]).toEqual([10, 10, 9]);
    for (const { id, state, code, reason, remedy } of plugins) {
      const isWell = state === 'active' || state === 'ready';
      expect([id, code === undefined, reason === undefined, remedy === undefined]).toEqual([
        id,
        isWell,
        isWell,
        isWell,
      ]);
    }
  });
});
