import { hook } from 'hookline';
import { z } from 'zod';
import { ANSWERS, byHand, library } from '../contestants.mjs';
import { makeHandlers } from '../handlers.mjs';
import { ARGS, useOtherHooks } from '../host.mjs';
import { failing, keepLast, kind, plainLoop, tapables, timedLoop, toCase } from './cost-row.mjs';

const PAGE_ARGS = { ...ARGS, page: z.custom() };
const PROMISE = { handlers: { form: 'promise' } };
const EXACT = { settings: { timing: 'exact' } };
const SAMPLED = { settings: { timing: 'sampled' } };
const LOOP_BACKEND = { settings: { timing: 'off', backend: 'loop' } };

/** What the text handlers answer: each knows the length of its own string. */
const LENGTHS = ANSWERS.map((_, k) => 'The quick brown fox jumps'.slice(k % 7).length + 2);
const WIDGETS = ANSWERS.map((value, k) => ({ title: `Widget ${k}`, rank: k, value }));

const addWrapper = (hooks) =>
  hooks.register(
    { id: 'bench.wrapper', version: '1.0.0' },
    { measured: { wrapper: true, handler: (args, next) => next() } },
  );

/**
 * Each row is one use of Hookline: what differs from ten plain handlers of a `collect` hook with timing off. `beside` names
 * what it is compared with; the loop by hand, unless it says otherwise.
 */
const ROWS = {
  'The number of hookimpls': [
    { name: 'count-1', title: '1 hookimpl', handlers: { count: 1 }, gives: [1] },
    { name: 'count-100', title: '100 hookimpls', handlers: { count: 100 }, gives: toAnswers(100) },
  ],
  'Handlers that do something': [
    {
      name: 'work-text',
      title: 'some 50 ns of string work each',
      handlers: { body: 'text' },
      gives: LENGTHS,
      beside: tapables,
    },
    {
      name: 'work-object',
      title: 'a new object each',
      handlers: { body: 'object' },
      gives: WIDGETS,
      beside: tapables,
    },
    {
      name: 'work-context',
      title: 'each reads its context',
      handlers: { form: 'context' },
      beside: () => plainLoop({}),
    },
  ],
  'One of ten fails': [
    failing({ name: 'failing-same', title: 'always with the same error', handlers: { failing: 'same' } }),
    failing({ name: 'failing-new', title: 'with a new error each time', handlers: { failing: 'new' } }),
    failing({
      name: 'failing-promise',
      title: 'a promise that rejects with a new error',
      mode: 'async',
      handlers: { failing: 'new', form: 'promise' },
    }),
  ],
  'Other kinds': [
    kind({
      name: 'first-tenth',
      title: '`first`, the tenth answers',
      kind: 'first',
      body: 'last',
      gives: 10,
    }),
    kind({ name: 'first-first', title: '`first`, the first answers', kind: 'first', body: 'sum', gives: 1 }),
    kind({ name: 'waterfall', title: '`waterfall`', kind: 'waterfall', body: 'sum', gives: 46 }),
    {
      name: 'parallel',
      title: '`parallel`, promises',
      mode: 'async',
      spec: hook.parallel({ args: ARGS }),
      ...PROMISE,
      beside: async ({ handlers }) => ({
        'Promise.allSettled': await byHand('parallelLoop', { handlers }),
        'tapable AsyncParallelHook': await library('KINDS', 'AsyncParallelHook', {
          handlers,
          gives: undefined,
        }),
      }),
    },
  ],
  Timing: [
    { name: 'promises-sampled', title: 'promises, `sampled`', mode: 'async', ...PROMISE, ...SAMPLED },
    {
      name: 'promises-exact',
      title: 'promises, `exact`',
      mode: 'async',
      ...PROMISE,
      ...EXACT,
      beside: timedLoop,
    },
    { name: 'values-sampled', title: 'values, `sampled`', mode: 'async', ...SAMPLED },
    { name: 'values-exact', title: 'values, `exact`', mode: 'async', ...EXACT, beside: timedLoop },
  ],
  'Who watches': [
    {
      name: 'report-listener',
      title: '`hook:report` has a listener',
      prepare: (hooks) => hooks.on('hook:report', keepLast),
    },
    {
      name: 'report-listener-exact',
      title: 'the same, `exact`',
      ...EXACT,
      prepare: (hooks) => hooks.on('hook:report', keepLast),
      beside: timedLoop,
    },
    {
      name: 'with-report',
      title: '`executeWithReport`',
      toRun: (hooks) => (args) => hooks.executeWithReport('measured', args).value,
    },
    {
      name: 'with-report-promises',
      title: '`executeWithReport`, promises',
      mode: 'async',
      ...PROMISE,
      toRun: (hooks) => async (args) => (await hooks.executeWithReport('measured', args)).value,
    },
  ],
  'Options of a call': [
    {
      name: 'without',
      title: '`hooks.without(...)`',
      handlers: { count: 11 },
      toRun: (hooks) => {
        const view = hooks.without('bench.plugin-10');
        return (args) => view.execute('measured', args);
      },
      beside: () => plainLoop({}),
    },
    {
      name: 'extra',
      title: '`extra`: an eleventh hookimpl',
      toRun: (hooks) => {
        const options = { extra: makeHandlers({ count: 1 })[0] };
        return (args) => hooks.execute('measured', args, options);
      },
      gives: [...ANSWERS, 1],
      beside: () => plainLoop({ handlers: { count: 11 }, gives: toAnswers(11) }),
    },
    {
      name: 'signal',
      title: '`signal`, promises',
      mode: 'async',
      ...PROMISE,
      toRun: (hooks) => {
        const { signal } = new AbortController();
        return (args) => hooks.execute('measured', args, { signal });
      },
    },
  ],
  'Options of a hookspec': [
    {
      name: 'returns',
      title: 'results checked',
      spec: hook.sync.collect({ args: ARGS, returns: z.number() }),
    },
    {
      name: 'validate-all',
      title: 'arguments and results checked',
      spec: hook.sync.collect({ args: ARGS, returns: z.number(), validate: 'all' }),
    },
    { name: 'fail', title: '`onError: fail`', spec: hook.sync.collect({ args: ARGS, onError: 'fail' }) },
    {
      name: 'frozen',
      title: '`payload: frozen`, arguments of 3 KB',
      spec: hook.sync.collect({ args: PAGE_ARGS, payload: 'frozen' }),
      takes: 'page',
      beside: async () => ({ 'loop, one structuredClone': await byHand('copyingLoop', { takes: 'page' }) }),
    },
    {
      name: 'cloned',
      title: '`payload: cloned`, arguments of 3 KB',
      spec: hook.sync.collect({ args: PAGE_ARGS, payload: 'cloned' }),
      takes: 'page',
      beside: async () => ({
        'loop, ten structuredClones': await byHand('copyingLoop', { takes: 'page', option: 'each' }),
      }),
    },
    {
      name: 'timeout-promises',
      title: '`timeoutMs`, promises',
      mode: 'async',
      spec: hook.collect({ args: ARGS, timeoutMs: 1000 }),
      ...PROMISE,
    },
    {
      name: 'timeout-values',
      title: '`timeoutMs`, values',
      mode: 'async',
      spec: hook.collect({ args: ARGS, timeoutMs: 1000 }),
    },
  ],
  'Options of a hookimpl': [
    {
      name: 'filter',
      title: 'ten filters that match',
      toHookimpl: (handler) => ({ handler, filter: { text: { prefix: 'The' } } }),
    },
    {
      name: 'filtered',
      title: 'ten filters that do not match',
      toHookimpl: (handler) => ({ handler, filter: { text: { prefix: 'A ' } } }),
      gives: [],
      beside: () => plainLoop({}),
    },
    { name: 'wrapper', title: 'a wrapper around the ten', prepare: addWrapper },
    { name: 'wrapper-promises', title: 'the same, promises', mode: 'async', ...PROMISE, prepare: addWrapper },
  ],
  'The host': [
    {
      name: 'busy',
      title: 'eleven other hooks of all kinds are in use',
      prepare: useOtherHooks,
      beside: tapables,
    },
    { name: 'busy-exact', title: 'the same, `exact`', ...EXACT, prepare: useOtherHooks, beside: timedLoop },
    { name: 'busy-promises', title: 'the same, promises', mode: 'async', ...PROMISE, prepare: useOtherHooks },
    { name: 'loop-backend', title: '`backend: loop`', ...LOOP_BACKEND },
    {
      name: 'loop-backend-promises',
      title: 'the same, promises',
      mode: 'async',
      ...PROMISE,
      ...LOOP_BACKEND,
    },
  ],
};

/** @type {readonly (import('./goals.mjs').Case & { heading: string })[]} */
export const COSTS = Object.entries(ROWS).flatMap(([heading, rows]) => rows.map((row) => toCase(heading, row)));

/** What `count` handlers answer when the value is 1. */
function toAnswers(count) {
  return Array.from({ length: count }, (_, k) => 1 + k);
}
