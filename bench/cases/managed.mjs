import { builtin, createPluginManager, defineHookspecs, hook } from 'hookline';
import { ANSWERS, byHand } from '../contestants.mjs';
import { makeHandlers } from '../handlers.mjs';
import { ARGS, createHost } from '../host.mjs';

const SPEC = { sync: hook.sync.collect({ args: ARGS }), async: hook.collect({ args: ARGS }) };
const LOOPS = { sync: 'loop', async: 'awaitingLoop' };

/**
 * Hookimpls that a manager brought beside the same ones registered by hand; both with timing off.
 *
 * @type {readonly import('./goals.mjs').Case[]}
 */
export const MANAGED = [
  toCase({ name: 'managed-sync-1', title: 'sync `collect`, 1 plugin', mode: 'sync', count: 1 }),
  toCase({ name: 'managed-sync-10', title: 'sync `collect`, 10 plugins', mode: 'sync', count: 10 }),
  toCase({ name: 'managed-values-10', title: 'async `collect`, 10 plugins, values', mode: 'async', count: 10 }),
  toCase({
    name: 'managed-promises-10',
    title: 'async `collect`, 10 plugins, promises',
    mode: 'async',
    count: 10,
    form: 'promise',
  }),
];

function toCase({ name, title, mode, count, form = 'value' }) {
  const gives = ANSWERS.slice(0, count);
  const handlers = { count, form };
  return {
    name,
    title,
    mode,
    comparisons: [],
    contestants: async () => {
      const spec = SPEC[mode];
      const byHost = createHost({ spec, hookimpls: makeHandlers(handlers) });
      const managed = await createManagedHost({ spec, handlers });
      return {
        hookline: { run: (args) => managed.execute('measured', args), gives },
        'registered by hand': { run: (args) => byHost.execute('measured', args), gives },
        loop: await byHand(LOOPS[mode], { handlers, gives }),
      };
    },
  };
}

/** The hooks of a manager with one plugin for each handler; all are active. */
async function createManagedHost({ spec, handlers }) {
  const manager = createPluginManager({
    host: { name: 'host', api: '1.0.0' },
    hookspecs: defineHookspecs({ measured: spec }),
    sources: [builtin(makeHandlers(handlers).map(toBuiltin))],
    hooks: { timing: 'off' },
  });
  await manager.start();
  await manager.hooks.execute('measured', { value: 1, text: '' });
  return manager.hooks;
}

function toBuiltin(handler, k) {
  return {
    manifest: { id: `bench.plugin-${k}`, version: '1.0.0', api: '^1.0', hooks: { measured: {} } },
    plugin: { hooks: { measured: handler } },
  };
}
