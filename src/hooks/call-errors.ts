import { describeThrown, describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import type { HookState } from './hook-state.ts';
import type { RegisteredHookimpl } from './registered-hookimpl.ts';
import { toProblemText, type SchemaProblem } from './schema-check.ts';

/** The hookimpl and the call that an error belongs to. */
export interface Culprit {
  readonly hook: HookState;
  readonly hookimpl: RegisteredHookimpl;
  readonly callId: number;
  /** No caller gets what the error policy throws: of a replay, or of what happens after the call has ended. */
  readonly isStray?: boolean;
}

export function hookFailed(culprit: Culprit, raw: unknown): HooklineError {
  const { redact } = culprit.hookimpl;
  const thrown = redact === undefined ? raw : redact(raw);
  return new HooklineError('HOOK_FAILED', `${sentence(culprit)} failed: ${describeThrown(thrown)}`, {
    data: facts(culprit),
    cause: thrown,
  });
}

export function hookTimeout(culprit: Culprit, timeoutMs: number): HooklineError {
  return new HooklineError('HOOK_TIMEOUT', `${sentence(culprit)} did not settle within ${timeoutMs} ms.`, {
    hint: `Make the plugin answer sooner and heed ctx.signal, or raise ${limitPlaces(culprit).join(' and ')}.`,
    data: { ...facts(culprit), timeoutMs },
  });
}

/** Where the limit that holds was set. Both places, if both say the same: to raise one of them would change nothing. */
function limitPlaces({ hook, hookimpl }: Culprit): readonly string[] {
  const { id, timeoutMs, ownTimeoutMs, limitPlace } = hookimpl;
  return [
    ...(ownTimeoutMs === undefined ? [] : [limitPlace?.(hook.name, id) ?? 'timeoutMs of the hookimpl']),
    ...(hook.spec.timeoutMs === timeoutMs ? ['timeoutMs in the hookspec'] : []),
  ];
}

export function resultInvalid(culprit: Culprit, value: unknown, problems: readonly SchemaProblem[]): HooklineError {
  const message = `${sentence(culprit)} returned what the hookspec does not accept: ${toProblemText(problems, value)}.`;
  return new HooklineError('RESULT_INVALID', message, {
    data: { ...facts(culprit), problems: problems.slice(0, 20) },
  });
}

export function returnedPromise(culprit: Culprit): HooklineError {
  return new HooklineError(
    'SYNC_HOOK_RETURNED_PROMISE',
    `${sentence(culprit)} returned a promise, but the hook is synchronous.`,
    {
      data: facts(culprit),
    },
  );
}

export function nextCalledTwice(culprit: Culprit): HooklineError {
  return new HooklineError('WRAPPER_NEXT_TWICE', `${sentence(culprit)} called next() twice.`, {
    data: facts(culprit),
  });
}

export function nextCalledLate(culprit: Culprit): HooklineError {
  return new HooklineError('WRAPPER_NEXT_LATE', `${sentence(culprit)} called next() after it had ended.`, {
    data: facts(culprit),
  });
}

export function loopLimit(hook: HookState, last: RegisteredHookimpl, callId: number): HooklineError {
  const rounds = hook.spec.maxRounds;
  const message = `The loop hook "${hook.name}" was still getting answers after ${rounds} rounds; the last one came from the plugin "${last.plugin.id}".`;
  return new HooklineError('LOOP_LIMIT', message, {
    data: { hook: hook.name, plugin: last.plugin.id, callId, maxRounds: rounds },
  });
}

export function callAborted(hook: HookState, callId: number, reason: unknown): HooklineError {
  return new HooklineError(
    'CALL_ABORTED',
    `The call of the hook "${hook.name}" was aborted: ${describeThrown(reason)}`,
    {
      data: { hook: hook.name, callId },
      cause: reason,
    },
  );
}

/** The one error of a call under `aggregate`: its cause holds them all, in call order. */
export function allFailed(hook: HookState, callId: number, errors: readonly HooklineError[]): HooklineError {
  const message = `${errors.length} ${errors.length === 1 ? 'hookimpl' : 'hookimpls'} of the hook "${hook.name}" failed.`;
  return new HooklineError('HOOK_FAILED', `${message} The first: ${errors[0]!.message}`, {
    data: { hook: hook.name, callId, plugins: [...new Set(errors.map(({ data }) => data['plugin']))] },
    cause: new AggregateError(errors, message),
  });
}

export function argsInvalid(hook: HookState, problems: readonly string[]): HooklineError {
  return new HooklineError(
    'ARGS_INVALID',
    `The call of the hook "${hook.name}" has wrong arguments: ${problems.join('; ')}.`,
    {
      hint: `Pass ${expectedArgs(hook)}.`,
      data: { hook: hook.name, problems },
    },
  );
}

function expectedArgs(hook: HookState): string {
  if (hook.argNames.size === 0) return 'no arguments';
  return `one object: execute(${JSON.stringify(hook.name)}, { ${[...hook.argNames].join(', ')} })`;
}

function sentence({ hook, hookimpl }: Culprit): string {
  const role = hookimpl.wrapper ? 'wrapper' : 'hookimpl';
  return `The ${role} of the plugin "${hookimpl.plugin.id}" ${hookimpl.plugin.version} for the hook "${hook.name}"`;
}

/** Names of arguments, never their values: those may be secret, and an error travels. */
function facts({ hook, hookimpl, callId }: Culprit): Readonly<Record<string, unknown>> {
  const { plugin, id } = hookimpl;
  return {
    hook: hook.name,
    plugin: plugin.id,
    version: plugin.version,
    hookimpl: id,
    callId,
    args: [...hook.argNames],
  };
}

export function notAnObject(value: unknown): string {
  return `expected one object with the arguments, not ${describeValue(value)}`;
}
