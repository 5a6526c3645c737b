import { createHost } from './host.mjs';
import { makeHandlers } from './handlers.mjs';

/** What ten handlers answer when the value is 1. */
export const ANSWERS = Array.from({ length: 10 }, (_, k) => 1 + k);

/**
 * Hookline with one handler from each plugin. One contestant of this kind for each process: a second one would change
 * what the compiler knows about the first.
 *
 * @param {object} options
 * @param {object} options.spec
 * @param {object} [options.handlers] for `makeHandlers`
 * @param {object} [options.settings] for `createHooks`; timing is off unless they say otherwise
 * @param {(handler: unknown) => unknown} [options.toHookimpl] makes the hookimpl of a handler
 * @param {(hooks: any) => unknown} [options.prepare] what else happens to the host before it is measured
 * @param {(hooks: any) => (args: any) => any} [options.toRun] what is measured
 * @returns {Promise<import('./measure.mjs').Contestant>}
 */
export async function hookline({
  spec,
  handlers,
  settings,
  toHookimpl = same,
  prepare,
  toRun = toExecute,
  ...expected
}) {
  const hooks = createHost({ spec, settings, hookimpls: makeHandlers(handlers).map(toHookimpl) });
  await prepare?.(hooks);
  return { run: toRun(hooks), gives: ANSWERS, ...expected };
}

function toExecute(hooks) {
  return (args) => hooks.execute('measured', args);
}

function same(handler) {
  return handler;
}

/** A function of `by-hand.mjs` over handlers. @returns {Promise<import('./measure.mjs').Contestant>} */
export async function byHand(name, { handlers, option, ...expected } = {}) {
  const functions = await importOwnCopy('./by-hand.mjs');
  return { run: functions[name](makeHandlers(handlers), option), gives: ANSWERS, ...expected };
}

/**
 * A library of `libraries.mjs` over handlers. Libraries drop what handlers give; in the forms that push, the handlers
 * themselves put it into an array, so that the work is the same.
 *
 * @returns {Promise<import('./measure.mjs').Contestant>}
 */
export async function library(group, name, { handlers, ...expected } = {}) {
  const libraries = await importOwnCopy('./libraries.mjs');
  return { run: libraries[group][name](makeHandlers(handlers)), gives: ANSWERS, ...expected };
}

/** The same contestant, timed as a whole. */
export async function withThreeClockReads(contestant) {
  const functions = await importOwnCopy('./by-hand.mjs');
  return { ...contestant, run: functions.withThreeClockReads(contestant.run) };
}

let copies = 0;

/**
 * Imports a file of this folder once more. Contestants that shared a module would share what the compiler learns about
 * its functions: a loop that has seen two sets of handlers is slower than one that has seen one.
 */
function importOwnCopy(file) {
  return import(`${file}?copy=${copies++}`);
}
