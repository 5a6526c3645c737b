import { hook } from 'hookline';
import { byHand, hookline, library, withThreeClockReads } from '../contestants.mjs';
import { ARGS } from '../host.mjs';

/**
 * @typedef {object} Comparison
 * @property {string} than The contestant that "hookline" is compared with.
 * @property {number} [atMost] The goal: the greatest ratio of hookline's time to the other's.
 * @property {number} [faster] The goal: how many times faster than the other hookline is.
 *
 * A comparison without a goal is shown for what it says.
 */

/**
 * Contestants that do one piece of work side by side, in a process of their own.
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {string} title
 * @property {'sync' | 'async'} mode
 * @property {() => Promise<Record<string, import('../measure.mjs').Contestant>>} contestants
 * @property {readonly Comparison[]} comparisons
 */

const SPEC = { sync: hook.sync.collect({ args: ARGS }), async: hook.collect({ args: ARGS }) };
const PUSHED = { handlers: { form: 'pushed' }, takes: 'answers' };
const PROMISE = { handlers: { form: 'promise' } };
const PUSHED_PROMISE = { handlers: { form: 'pushedPromise' }, takes: 'answers' };
const DROPPED = { gives: undefined };

/** The rows of the design's table that compare one call with another. @type {readonly Case[]} */
export const GOALS = [
  {
    name: 'sync-off',
    title: 'sync `collect`, 10 hookimpls, errors captured, timing off',
    mode: 'sync',
    contestants: async () => ({
      hookline: await hookline({ spec: SPEC.sync }),
      loop: await byHand('loop'),
      'bare SyncHook, results dropped': await library('SYNC', 'tapable SyncHook', DROPPED),
      'bare SyncHook, taps push their results': await library('SYNC', 'tapable SyncHook', PUSHED),
    }),
    comparisons: [
      { than: 'loop', atMost: 1 },
      { than: 'bare SyncHook, results dropped', atMost: 1.1 },
      { than: 'bare SyncHook, taps push their results', atMost: 1.1 },
    ],
  },
  {
    name: 'sync-sampled',
    title: 'the same, `sampled`',
    mode: 'sync',
    contestants: async () => ({
      hookline: await hookline({ spec: SPEC.sync, settings: { timing: 'sampled' } }),
      'bare SyncHook, results dropped, + 3 clock reads': await withThreeClockReads(
        await library('SYNC', 'tapable SyncHook', DROPPED),
      ),
      'bare SyncHook, taps push their results, + 3 clock reads': await withThreeClockReads(
        await library('SYNC', 'tapable SyncHook', PUSHED),
      ),
    }),
    comparisons: [
      { than: 'bare SyncHook, results dropped, + 3 clock reads', atMost: 1 },
      { than: 'bare SyncHook, taps push their results, + 3 clock reads', atMost: 1 },
    ],
  },
  {
    name: 'sync-exact',
    title: 'the same, `exact`',
    mode: 'sync',
    contestants: async () => ({
      hookline: await hookline({ spec: SPEC.sync, settings: { timing: 'exact' } }),
      'loop with 11 clock reads': await byHand('timedLoop'),
    }),
    comparisons: [{ than: 'loop with 11 clock reads', atMost: 1.1 }],
  },
  {
    name: 'async-promises',
    title: 'async `collect`, 10 hookimpls that return promises, timing off',
    mode: 'async',
    contestants: async () => ({
      hookline: await hookline({ spec: SPEC.async, ...PROMISE }),
      'AsyncSeriesHook.promise, results dropped': await library('ASYNC', 'tapable AsyncSeriesHook', {
        ...PROMISE,
        ...DROPPED,
      }),
      'AsyncSeriesHook.promise, taps push their results': await library(
        'ASYNC',
        'tapable AsyncSeriesHook',
        PUSHED_PROMISE,
      ),
      'hookable callHook': await library('ASYNC', 'hookable', { ...PROMISE, ...DROPPED }),
      'hookable HookableCore': await library('ASYNC', 'hookable HookableCore', { ...PROMISE, ...DROPPED }),
      'loop with await': await byHand('awaitingLoop', PROMISE),
    }),
    comparisons: [
      { than: 'AsyncSeriesHook.promise, results dropped', atMost: 1.05 },
      { than: 'AsyncSeriesHook.promise, taps push their results' },
      { than: 'hookable callHook', faster: 3 },
      { than: 'hookable HookableCore' },
      { than: 'loop with await' },
    ],
  },
  {
    name: 'async-values',
    title: 'async `collect`, 10 hookimpls that return values, timing off',
    mode: 'async',
    contestants: async () => ({
      hookline: await hookline({ spec: SPEC.async }),
      'AsyncSeriesHook.promise with sync taps, results dropped': await library(
        'ASYNC_OF_VALUES',
        'tapable AsyncSeriesHook',
        DROPPED,
      ),
      'AsyncSeriesHook.promise with sync taps that push their results': await library(
        'ASYNC_OF_VALUES',
        'tapable AsyncSeriesHook',
        PUSHED,
      ),
      'hookable callHook': await library('ASYNC_OF_VALUES', 'hookable', DROPPED),
      'hookable HookableCore': await library('ASYNC_OF_VALUES', 'hookable HookableCore', DROPPED),
      'loop with await': await byHand('awaitingLoop'),
    }),
    comparisons: [
      { than: 'AsyncSeriesHook.promise with sync taps, results dropped', atMost: 1.5 },
      { than: 'AsyncSeriesHook.promise with sync taps that push their results' },
      { than: 'hookable callHook', faster: 3 },
      { than: 'hookable HookableCore' },
      { than: 'loop with await' },
    ],
  },
  ...['off', 'sampled', 'exact'].map((timing) => ({
    name: `nobody-${timing}`,
    title: `a hook without hookimpls (sync \`collect\`), timing ${timing}`,
    mode: /** @type {const} */ ('sync'),
    contestants: async () => ({
      hookline: await hookline({ spec: SPEC.sync, handlers: { count: 0 }, settings: { timing }, gives: [] }),
      'one clock read': await byHand('clockRead', { gives: true }),
    }),
    comparisons: [{ than: 'one clock read', atMost: 1 }],
  })),
];
