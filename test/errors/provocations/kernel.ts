import { draftOf, hook, inTransaction } from 'hookline';
import { z } from 'zod';
import { createUntyped, plugin, thrownBy, type UntypedHooks } from '../../hooks/untyped-hooks.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

const ONE = plugin('acme.one');

function siteHooks(): UntypedHooks {
  return createUntyped({
    greet: hook.collect({ args: { name: z.string() }, returns: z.string(), onError: 'fail' }),
    render: hook.sync.waterfall({ args: { html: z.string() }, thread: 'html', onError: 'fail' }),
    settle: hook.loop({ maxRounds: 3 }),
  });
}

/** What a call of `greet` with one hookimpl rejects with. */
async function failing(hookimpl: unknown, options?: unknown): Promise<unknown> {
  const hooks = siteHooks();
  hooks.register(ONE, { greet: hookimpl });
  return (hooks.execute('greet', { name: 'x' }, options) as Promise<unknown>).catch((error: unknown) => error);
}

async function callNextLate(): Promise<unknown> {
  const hooks = createUntyped({ greet: hook.collect() });
  let late: (() => Promise<unknown>) | undefined;
  const handler = (_: unknown, next: () => Promise<unknown>): [] => {
    late = next;
    return [];
  };
  hooks.on('hook:error', () => {});
  hooks.register(ONE, { greet: { wrapper: true, handler } });
  await hooks.execute('greet');
  return late!().catch((error: unknown) => error);
}

async function rolledBack(): Promise<unknown> {
  const hooks = createUntyped({ greet: hook.collect() });
  hooks.on('hook:error', () => {});
  hooks.register(ONE, {
    greet() {
      throw new Error('no such user');
    },
  });
  return inTransaction(draftOf([]), () => hooks.executeWithReport('greet')).catch((error: unknown) => error);
}

async function conflicting(): Promise<unknown> {
  const data: number[] = [];
  const steps = (): Promise<unknown> => inTransaction(draftOf(data), () => {});
  return inTransaction(draftOf(data), steps).catch((error: unknown) => error);
}

async function notUndone(): Promise<unknown> {
  const rollback = (): never => {
    throw new Error('disk gone');
  };
  const steps = (): never => {
    throw new Error('no such user');
  };
  return inTransaction({ begin: () => 1, commit() {}, rollback }, steps).catch((error: unknown) => error);
}

type KernelCode = CodeOf<'calls' | 'hookspecs' | 'registration' | 'wrappers'>;

/** How to make the hooks give each of their errors. */
export const kernelProvocations: Record<KernelCode, Provoke> = {
  ARGS_INVALID: () => thrownBy(() => siteHooks().execute('render', { htlm: '' })),
  CALL_ABORTED: () => failing(() => {}, { signal: AbortSignal.abort(new Error('the user left')) }),
  HOOK_FAILED: () =>
    failing(() => {
      throw new Error('no such user');
    }),
  HOOK_TIMEOUT: () => failing({ handler: () => new Promise(() => {}), timeoutMs: 1 }),
  HOOK_UNKNOWN: () => thrownBy(() => siteHooks().execute('gret')),
  HOOKIMPL_INVALID: () => thrownBy(() => siteHooks().register(ONE, { greet: { handler: 'hello', prioritty: 1 } })),
  HOOKSPEC_DUPLICATE: () => thrownBy(() => siteHooks().declare({ greet: hook.series() })),
  HOOKSPEC_INVALID: () => thrownBy(() => createUntyped({ greet: hook.series({ onEror: 'fail' } as object) })),
  LOOP_LIMIT: () => {
    const hooks = siteHooks();
    hooks.register(ONE, { settle: () => 'again' });
    return (hooks.execute('settle') as Promise<unknown>).catch((error: unknown) => error);
  },
  OPTIONS_INVALID: () => thrownBy(() => createUntyped({}, { timing: 'precise' })),
  ORDER_CYCLE: () => {
    const hooks = siteHooks();
    hooks.register(ONE, { greet: { handler: () => {}, before: 'acme.two' } });
    return thrownBy(() => hooks.register(plugin('acme.two'), { greet: { handler: () => {}, before: 'acme.one' } }));
  },
  PLUGIN_DUPLICATE: () => {
    const hooks = siteHooks();
    hooks.register(ONE, {});
    return thrownBy(() => hooks.register(ONE, {}));
  },
  PLUGIN_INVALID: () => thrownBy(() => siteHooks().register({ id: 'acme.one' }, {})),
  RESULT_INVALID: () => failing(() => 42),
  SYNC_HOOK_RETURNED_PROMISE: () => {
    const hooks = siteHooks();
    hooks.register(ONE, { render: async () => 'later' });
    return thrownBy(() => hooks.execute('render', { html: '' }));
  },
  TRANSACTION_CONFLICT: conflicting,
  TRANSACTION_INVALID: () => thrownBy(() => draftOf(Object.freeze([]))),
  TRANSACTION_ROLLED_BACK: rolledBack,
  TRANSACTION_UNDO_FAILED: notUndone,
  WRAPPER_NEXT_LATE: callNextLate,
  WRAPPER_NEXT_TWICE: () =>
    failing({
      wrapper: true,
      handler: async (_: unknown, next: () => Promise<unknown>) => {
        await next();
        return next();
      },
    }),
};

/** What each of them says: what failed, for whom and why, and what to do now. */
export const kernelMessages: Record<KernelCode, Message> = {
  ARGS_INVALID: {
    message: 'The call of the hook "render" has wrong arguments: there is no argument "htlm" (did you mean "html"?).',
    hint: 'Pass one object: execute("render", { html }).',
  },
  CALL_ABORTED: {
    message: 'The call of the hook "greet" was aborted: the user left',
    hint: 'Expect this error where you abort the signal; its cause is the reason of the signal.',
  },
  HOOK_FAILED: {
    message: 'The hookimpl of the plugin "acme.one" 1.0.0 for the hook "greet" failed: no such user',
    hint: 'Look at the cause, mend the plugin that the message names, or disable it.',
  },
  HOOK_TIMEOUT: {
    message: 'The hookimpl of the plugin "acme.one" 1.0.0 for the hook "greet" did not settle within 1 ms.',
    hint: 'Make the plugin answer sooner and heed ctx.signal, or raise timeoutMs of the hookimpl.',
  },
  HOOK_UNKNOWN: {
    message: 'There is no hook "gret". Did you mean "greet"?',
    hint: 'Use a declared hook name, or declare the hookspec first.',
  },
  HOOKIMPL_INVALID: {
    message: [
      'The plugin "acme.one" 1.0.0 cannot be registered: 2 problems',
      '- hook "greet": there is no option "prioritty" (did you mean "priority"?)',
      '- hook "greet": "handler" must be a function, not the string "hello"',
    ].join('\n'),
    hint: 'Mend each problem that the message lists, then register again: nothing was registered.',
  },
  HOOKSPEC_DUPLICATE: {
    message: 'There is a hookspec named "greet" already.',
    hint: 'Give the new hookspec another name, for instance with the prefix of its plugin.',
  },
  HOOKSPEC_INVALID: {
    message: 'The hookspec "greet": there is no option "onEror" (did you mean "onError"?).',
    hint: 'Mend each problem that the message lists: nothing was declared.',
  },
  LOOP_LIMIT: {
    message:
      'The loop hook "settle" was still getting answers after 3 rounds; the last one came from the plugin "acme.one".',
    hint: 'Make the hookimpls stop answering when there is nothing left to do, or raise maxRounds.',
  },
  OPTIONS_INVALID: {
    message:
      'The options of createHooks are not valid: "timing" must be "exact" or "sampled" or "off", not the string "precise".',
    hint: 'Mend the option that the message names.',
  },
  ORDER_CYCLE: {
    message:
      'The plugin "acme.two" 1.0.0 cannot be registered: hook "greet": each of these must run before the next: acme.two -> acme.one -> acme.two',
    hint: 'Remove one of the constraints on the path that the message shows.',
  },
  PLUGIN_DUPLICATE: {
    message: 'The plugin "acme.one" is registered already.',
    hint: 'Dispose the earlier registration first, or give the plugin an id of its own.',
  },
  PLUGIN_INVALID: {
    message:
      'The plugin cannot be registered: "version" of "acme.one" must be a string such as "1.0.0", not undefined.',
    hint: "Pass { id: 'publisher.name', version: '1.0.0' }.",
  },
  RESULT_INVALID: {
    message:
      'The hookimpl of the plugin "acme.one" 1.0.0 for the hook "greet" returned what the hookspec does not accept: Invalid input: expected string, received number (got a number).',
    hint: 'Return what the hookspec describes, or undefined for no answer.',
  },
  SYNC_HOOK_RETURNED_PROMISE: {
    message:
      'The hookimpl of the plugin "acme.one" 1.0.0 for the hook "render" returned a promise, but the hook is synchronous.',
    hint: 'Do the work without await, or implement an asynchronous hook.',
  },
  TRANSACTION_CONFLICT: {
    message: 'The transaction was rolled back: another one has changed the data since it began.',
    hint: 'Run it again, or let transactions on the same data wait for each other.',
  },
  TRANSACTION_INVALID: {
    message: 'The transaction cannot begin: the data is frozen.',
    hint: 'Give draftOf(data) or an object with begin and commit, and a function.',
  },
  TRANSACTION_ROLLED_BACK: {
    message:
      'The transaction was rolled back: in the hook "greet" the plugin "acme.one" failed: The hookimpl of the plugin "acme.one" 1.0.0 for the hook "greet" failed: no such user',
    hint: 'Mend the plugin that the message names; nothing has changed.',
  },
  TRANSACTION_UNDO_FAILED: {
    message: 'The transaction could not be rolled back: disk gone. It was to be because: no such user',
    hint: 'Look at what the message names: it may be changed in part.',
  },
  WRAPPER_NEXT_LATE: {
    message: 'The wrapper of the plugin "acme.one" 1.0.0 for the hook "greet" called next() after it had ended.',
    hint: 'Await next() inside the wrapper, before it returns.',
  },
  WRAPPER_NEXT_TWICE: {
    message: 'The wrapper of the plugin "acme.one" 1.0.0 for the hook "greet" called next() twice.',
    hint: 'Call next() once and keep its result in a variable.',
  },
};
