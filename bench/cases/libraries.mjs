import { hook } from 'hookline';
import { hookline, library } from '../contestants.mjs';
import { ARGS } from '../host.mjs';
import { ASYNC, ASYNC_OF_VALUES, SYNC } from '../libraries.mjs';

const SYNC_SPEC = hook.sync.collect({ args: ARGS });
const ASYNC_SPEC = hook.collect({ args: ARGS });

const WORKS = [
  {
    name: 'libraries-sync',
    title: 'synchronous call, 10 handlers that return values',
    mode: 'sync',
    spec: SYNC_SPEC,
    group: 'SYNC',
    names: Object.keys(SYNC),
    forms: { plain: 'value', guarded: 'guarded' },
  },
  {
    name: 'libraries-promises',
    title: 'asynchronous call, 10 handlers that return promises',
    mode: 'async',
    spec: ASYNC_SPEC,
    group: 'ASYNC',
    names: Object.keys(ASYNC),
    forms: { plain: 'promise', guarded: 'guardedPromise' },
  },
  {
    name: 'libraries-values',
    title: 'asynchronous call, 10 handlers that return values',
    mode: 'async',
    spec: ASYNC_SPEC,
    group: 'ASYNC_OF_VALUES',
    names: Object.keys(ASYNC_OF_VALUES),
    forms: { plain: 'value', guarded: 'guarded' },
  },
];

/**
 * The other libraries beside Hookline, timing off. `…-as-they-are`: they drop what handlers give, and the first error ends
 * the call. `…-same-work`: their handlers push what they have into an array and catch their own errors; Hookline's are
 * plain, because it does that for them.
 *
 * @type {readonly import('./goals.mjs').Case[]}
 */
export const LIBRARIES = WORKS.flatMap((work) => [
  toCase(work, { suffix: 'as-they-are', form: work.forms.plain, expected: { gives: undefined } }),
  toCase(work, { suffix: 'same-work', form: work.forms.guarded, expected: { takes: 'answers' } }),
]);

function toCase({ name, title, mode, spec, group, names, forms }, { suffix, form, expected }) {
  return {
    name: `${name}-${suffix}`,
    title,
    mode,
    contestants: async () => {
      const contestants = { hookline: await hookline({ spec, handlers: { form: forms.plain } }) };
      for (const each of names) {
        contestants[each] = await library(group, each, { handlers: { form }, ...expected });
      }
      return contestants;
    },
    comparisons: names.map((than) => ({ than })),
  };
}
