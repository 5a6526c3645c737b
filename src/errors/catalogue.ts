/** One entry per error code: which documentation page explains it, what it means, and what to do about it. */
export interface CatalogueEntry {
  readonly group: ErrorGroup;
  readonly summary: string;
  readonly remedy: string;
}

/** The pages under `docs/errors/`. */
export type ErrorGroup = 'hookspecs' | 'registration' | 'calls' | 'wrappers';

/** Every code that Hookline can give, in alphabetical order. A code is permanent: it is never renamed or reused. */
export const ERROR_CATALOGUE = {
  ARGS_INVALID: {
    group: 'calls',
    summary: 'The arguments of a hook call do not fit the hookspec.',
    remedy: 'Pass one object with the arguments that the hookspec declares.',
  },
  CALL_ABORTED: {
    group: 'calls',
    summary: 'The signal of a hook call was aborted before the call ended.',
    remedy: 'Expect this error where you abort the signal; its cause is the reason of the signal.',
  },
  HOOK_FAILED: {
    group: 'calls',
    summary: 'A hookimpl threw or rejected; the cause is what it threw.',
    remedy: 'Look at the cause, mend the plugin that the message names, or disable it.',
  },
  HOOK_TIMEOUT: {
    group: 'calls',
    summary: 'A hookimpl did not settle within its time limit.',
    remedy: 'Make the plugin answer sooner and heed ctx.signal, or raise timeoutMs in the hookspec.',
  },
  HOOK_UNKNOWN: {
    group: 'hookspecs',
    summary: 'A name was used for which no hookspec is declared.',
    remedy: 'Use a declared hook name, or declare the hookspec first.',
  },
  HOOKIMPL_INVALID: {
    group: 'registration',
    summary: 'A hookimpl, or an option of one, is not what its hookspec accepts.',
    remedy: 'Mend each problem that the message lists, then register again: nothing was registered.',
  },
  HOOKSPEC_DUPLICATE: {
    group: 'hookspecs',
    summary: 'A hookspec was declared under a name that is already taken.',
    remedy: 'Give the new hookspec another name, for instance with the prefix of its plugin.',
  },
  HOOKSPEC_INVALID: {
    group: 'hookspecs',
    summary: 'A hookspec, or an option of one, is not valid.',
    remedy: 'Mend each problem that the message lists: nothing was declared.',
  },
  LOOP_LIMIT: {
    group: 'calls',
    summary: 'A loop hook was still getting answers after maxRounds rounds.',
    remedy: 'Make the hookimpls stop answering when there is nothing left to do, or raise maxRounds.',
  },
  OPTIONS_INVALID: {
    group: 'calls',
    summary: 'An option of createHooks, of a call or of an event subscription is not valid.',
    remedy: 'Mend the option that the message names.',
  },
  ORDER_CYCLE: {
    group: 'registration',
    summary: 'The before, after and order options of some hookimpls contradict each other.',
    remedy: 'Remove one of the constraints on the path that the message shows.',
  },
  PLUGIN_DUPLICATE: {
    group: 'registration',
    summary: 'A plugin with the same id is registered already.',
    remedy: 'Dispose the earlier registration first, or give the plugin an id of its own.',
  },
  PLUGIN_INVALID: {
    group: 'registration',
    summary: 'The identity that a plugin was registered with is not valid.',
    remedy: "Pass { id: 'publisher.name', version: '1.0.0' }.",
  },
  RESULT_INVALID: {
    group: 'calls',
    summary: 'What a hookimpl or wrapper returned does not fit the schema of the hookspec.',
    remedy: 'Return what the hookspec describes, or undefined for no answer.',
  },
  SYNC_HOOK_RETURNED_PROMISE: {
    group: 'calls',
    summary: 'A hookimpl of a synchronous hook returned a promise.',
    remedy: 'Do the work without await, or implement an asynchronous hook.',
  },
  WRAPPER_NEXT_LATE: {
    group: 'wrappers',
    summary: 'A wrapper called next() after it had already ended.',
    remedy: 'Await next() inside the wrapper, before it returns.',
  },
  WRAPPER_NEXT_TWICE: {
    group: 'wrappers',
    summary: 'A wrapper called next() more than once.',
    remedy: 'Call next() once and keep its result in a variable.',
  },
} as const satisfies Record<string, CatalogueEntry>;

/** The code of a Hookline error. */
export type ErrorCode = keyof typeof ERROR_CATALOGUE;
