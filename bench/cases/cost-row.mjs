import { hook } from 'hookline';
import { ANSWERS, byHand, hookline, library } from '../contestants.mjs';
import { ARGS } from '../host.mjs';

const SPEC = { sync: hook.sync.collect({ args: ARGS }), async: hook.collect({ args: ARGS }) };

const KINDS = {
  first: { loop: 'firstLoop', tapable: 'SyncBailHook', form: 'value', options: {} },
  waterfall: {
    loop: 'waterfallLoop',
    tapable: 'SyncWaterfallHook',
    form: 'positional',
    options: { thread: 'value' },
  },
};

/** A case of a row: what the row does not say is ten plain handlers, timing off, beside the loop by hand. */
export function toCase(
  heading,
  { name, title, mode = 'sync', spec = SPEC[mode], gives = ANSWERS, beside = plainLoop, ...use },
) {
  return {
    name,
    title,
    mode,
    heading,
    contestants: async () => ({
      hookline: await hookline({ spec, gives, ...use }),
      ...(await beside({ mode, gives, ...use })),
    }),
  };
}

/** The loop over the same handlers. */
export async function plainLoop({ mode = 'sync', handlers, gives = ANSWERS }) {
  if (mode === 'async') return { 'loop with await': await byHand('awaitingLoop', { handlers, gives }) };
  return { loop: await byHand('loop', { handlers, gives }) };
}

/** The loop, and tapable's hook with results dropped and pushed. */
export async function tapables({ handlers, gives }) {
  return {
    ...(await plainLoop({ handlers, gives })),
    'SyncHook, results dropped': await library('SYNC', 'tapable SyncHook', { handlers, gives: undefined }),
    'SyncHook, taps push': await library('SYNC', 'tapable SyncHook', {
      handlers: { ...handlers, form: 'pushed' },
      takes: 'answers',
      gives,
    }),
  };
}

/** The loop that reads the clock after each handler. */
export async function timedLoop({ mode, handlers, gives }) {
  if (mode === 'async') {
    return { 'timed loop with await': await byHand('timedAwaitingLoop', { handlers, gives }) };
  }
  return { 'timed loop': await byHand('timedLoop', { handlers, gives }) };
}

/** The fourth handler fails, and somebody listens. */
export function failing(row) {
  return {
    ...row,
    gives: ANSWERS.filter((_, k) => k !== 3),
    prepare: (hooks) => hooks.on('hook:error', keepLast),
  };
}

/** A kind beside the loop that does the same and tapable's hook of that kind. */
export function kind({ kind: of, body, gives, ...row }) {
  const { loop, tapable, options } = KINDS[of];
  return {
    ...row,
    spec: hook.sync[of]({ args: ARGS, ...options }),
    handlers: { body },
    gives,
    beside: async () => ({
      loop: await byHand(loop, { handlers: { body }, gives }),
      [`tapable ${tapable}`]: await library('KINDS', tapable, {
        handlers: { body, form: KINDS[of].form },
        gives,
      }),
    }),
  };
}

const seen = [];

/** A listener that uses what it hears. */
export function keepLast(event) {
  seen[0] = event;
}
