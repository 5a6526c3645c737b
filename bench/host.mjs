import { createHooks, defineHookspecs, hook } from 'hookline';
import { z } from 'zod';
import { makeHandlers } from './handlers.mjs';

/** The arguments of every hook here. */
export const ARGS = { value: z.number(), text: z.string() };

/** The hooks that a host has beside the one that is measured. */
const OTHERS = {
  before_config_load: hook.series({ args: ARGS }),
  after_config_load: hook.waterfall({ args: ARGS, thread: 'value' }),
  resolve_page: hook.first({ args: ARGS }),
  dashboard: hook.collect({ args: ARGS }),
  warm_caches: hook.parallel({ args: ARGS }),
  settle: hook.loop({ args: ARGS }),
  before_import: hook.sync.series({ args: ARGS }),
  slugify: hook.sync.waterfall({ args: ARGS, thread: 'value' }),
  pick_theme: hook.sync.first({ args: ARGS }),
  field_types: hook.sync.collect({ args: ARGS }),
  normalise: hook.sync.loop({ args: ARGS }),
};

/**
 * A host with a dozen hooks, of which `measured` has one hookimpl from each of as many plugins as there are hookimpls.
 *
 * @param {object} options
 * @param {object} options.spec the hookspec of `measured`
 * @param {readonly unknown[]} [options.hookimpls] one for each plugin
 * @param {object} [options.settings] for `createHooks`; timing is off unless they say otherwise
 */
export function createHost({ spec, hookimpls = [], settings }) {
  const hooks = createHooks(defineHookspecs({ ...OTHERS, measured: spec }), { timing: 'off', ...settings });
  for (const [k, hookimpl] of hookimpls.entries()) {
    hooks.register({ id: `bench.plugin-${k}`, version: '1.0.0' }, { measured: hookimpl });
  }
  return hooks;
}

/** Uses all the other hooks, as a host has that has been running for a while. */
export async function useOtherHooks(hooks) {
  for (const name of Object.keys(OTHERS)) {
    const body = QUIET.has(name) ? 'nothing' : 'sum';
    for (const [k, handler] of makeHandlers({ count: 3, body }).entries()) {
      hooks.register({ id: `bench.${name.replaceAll('_', '-')}-${k}`, version: '1.0.0' }, { [name]: handler });
    }
  }
  for (let i = 0; i < 20_000; i++) {
    for (const name of Object.keys(OTHERS)) await hooks.execute(name, { value: i, text: '' });
  }
}

/** Hooks that go round until nobody answers. */
const QUIET = new Set(['settle', 'normalise']);
