/**
 * Registers many plugins with five hookimpls each, one by one, in a process of its own. Prints milliseconds, as JSON:
 * `register` for all registrations, `call` for the first call of each hook, `dispose` for taking all plugins out again.
 */
import { createHooks, defineHookspecs, hook } from 'hookline';
import { performance } from 'node:perf_hooks';
import { makeHandlers } from '../handlers.mjs';
import { ARGS } from '../host.mjs';

const [count, constrained] = [Number(process.argv[2]), process.argv[3] === 'constrained'];
const HOOKS = ['first_hook', 'second_hook', 'third_hook', 'fourth_hook', 'fifth_hook'];

const hooks = createHooks(
  defineHookspecs(Object.fromEntries(HOOKS.map((name) => [name, hook.sync.collect({ args: ARGS })]))),
);
const plugins = makeHandlers({ count }).map((handler, n) => ({
  plugin: { id: toId(n), version: '1.0.0' },
  hookimpls: Object.fromEntries(HOOKS.map((name) => [name, constrained ? { handler, ...toOrder(n) } : handler])),
}));

let registrations = [];
const register = timeOf(() => {
  registrations = plugins.map(({ plugin, hookimpls }) => hooks.register(plugin, hookimpls));
});
const call = timeOf(() => HOOKS.map((name) => hooks.execute(name, { value: 1, text: '' })));
const dispose = timeOf(() => {
  for (const registration of registrations) registration.dispose();
});
process.stdout.write(JSON.stringify({ register, call, dispose }));

function toId(n) {
  return `bench.plugin-${n}`;
}

/** A priority, and a place between an earlier plugin and one that is not there yet. */
function toOrder(n) {
  return { priority: (n * 7) % 11, after: toId(n - 1 - (n % 10)), before: toId(n + 3) };
}

function timeOf(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}
