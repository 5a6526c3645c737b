/**
 * What a host of 500 hooks with ten hookimpls each holds in memory, in a process of its own. Prints bytes as JSON:
 * `hookimpl` for a registered hookimpl, `called` for one of a hook that has been called, with its part of the compiled
 * form, `statsRow` for a row of `hooks.stats()`.
 */
import { createHooks, defineHookspecs, hook } from 'hookline';
import { ARGS } from '../host.mjs';

const NAMES = Array.from({ length: 500 }, (_, n) => `hook_${n}`);
const PLUGINS = Array.from({ length: 10 }, (_, n) => ({ id: `bench.plugin-${n}`, version: '1.0.0' }));
const HOOKIMPLS = NAMES.length * PLUGINS.length;
const ROWS = HOOKIMPLS + NAMES.length;
const CALLS = 50;

const specs = defineHookspecs(Object.fromEntries(NAMES.map((name) => [name, hook.sync.collect({ args: ARGS })])));
const handler = ({ value }) => value;
const hookimpls = Object.fromEntries(NAMES.map((name) => [name, handler]));

const untimed = createHooks(specs, { timing: 'off' });
const empty = used();
for (const plugin of PLUGINS) untimed.register(plugin, hookimpls);
const registered = used();
callAll(untimed);
const called = used();

const timed = createHooks(specs, { timing: 'exact' });
for (const plugin of PLUGINS) timed.register(plugin, hookimpls);
const beforeTiming = used();
callAll(timed);
const afterTiming = used();

process.stdout.write(
  JSON.stringify({
    hookimpl: (registered - empty) / HOOKIMPLS,
    called: (called - empty) / HOOKIMPLS,
    statsRow: (afterTiming - beforeTiming - (called - registered)) / ROWS,
    // Both hosts are alive until here.
    rows: untimed.stats().length + timed.stats().length,
  }),
);

function callAll(hooks) {
  for (let n = 0; n < CALLS; n++) {
    for (const name of NAMES) hooks.execute(name, { value: n, text: '' });
  }
}

function used() {
  for (let n = 0; n < 4; n++) globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
