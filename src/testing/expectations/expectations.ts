import { describeValue } from '../../errors/describe-value.ts';
import type { HookRecorder } from '../recording/record-hooks.ts';
import type { AnyManager } from '../host/with-target.ts';
import type { ManagerEvents } from '../../manager/manager-events.ts';

/** A plugin as the expectations see it. */
export interface ExpectedPlugin {
  readonly manager: AnyManager;
  readonly id: string;
  /** Absent for a manager that is not one of the kit. */
  readonly recorder: HookRecorder | undefined;
  readonly errors: readonly ManagerEvents['plugin:error'][] | undefined;
}

/** What came of an expectation: both sentences, for the test that expects it and for the one that expects the opposite. */
export interface Outcome {
  readonly pass: boolean;
  /** What is the case, behind "The plugin ... ". */
  readonly fact: string;
  /** What was expected, behind "Expected the plugin ... to ". */
  readonly expected: string;
}

/** What can be expected of a plugin, by the name of the matcher. */
export const EXPECTATIONS = {
  /** It takes part. */
  toBeActive: ({ manager, id }: ExpectedPlugin): Outcome => {
    const status = manager.get(id);
    const why = status?.reason === undefined ? '' : `: ${status.reason}`;
    return {
      pass: status?.state === 'active',
      expected: 'be active',
      fact: status === undefined ? unknown(manager) : `is ${status.state}${why}`,
    };
  },
  /** It has a hookimpl for the hook. */
  toImplement: ({ manager, id }: ExpectedPlugin, hook: string): Outcome => {
    const hooks = manager.hooks.plugins.find((plugin) => plugin.id === id)?.hooks;
    const fact = hooks === undefined ? 'is not registered' : `implements ${listOf(hooks, 'no hook')}`;
    return { pass: hooks?.includes(hook) === true, expected: `implement the hook "${hook}"`, fact };
  },
  /** A call came to its hookimpl. */
  toHaveExecuted: ({ manager, id, recorder }: ExpectedPlugin, hook: string): Outcome => {
    const executed = recorder === undefined ? executedByStats(manager, id) : executedByCalls(recorder, id);
    return {
      pass: executed.includes(hook),
      expected: `have executed the hook "${hook}"`,
      fact: `has executed ${listOf(executed, 'no hook')}`,
    };
  },
  /** Nothing is wrong with its manifest. */
  toHaveValidManifest: ({ manager, id }: ExpectedPlugin): Outcome => {
    const status = manager.get(id);
    const problems = (status?.problems ?? []).filter(({ severity }) => severity === 'error');
    const found = problems.map(({ message }) => message).join(' ');
    return {
      pass: status !== undefined && problems.length === 0,
      expected: 'have a valid manifest',
      fact:
        status === undefined ? unknown(manager) : found === '' ? 'has a valid manifest' : `has this wrong: ${found}`,
    };
  },
  /** It has failed with an error of this code, or is in its state for a reason with it. */
  toHaveFailedWith: ({ manager, id, recorder, errors = [] }: ExpectedPlugin, code: string): Outcome => {
    const own = errors.filter(({ plugin }) => plugin === id).map(({ error }) => error.code);
    const called = (recorder?.calls ?? [])
      .flatMap(({ entries }) => entries)
      .flatMap(({ plugin, error }) => (plugin === id && error?.code !== undefined ? [error.code] : []));
    const codes = [...new Set<string>([manager.get(id)?.code ?? [], own, called].flat())];
    return {
      pass: codes.includes(code),
      expected: `have failed with ${code}`,
      fact: codes.length === 0 ? 'has not failed' : `has failed with ${codes.join(', ')}`,
    };
  },
};

export type ExpectationName = keyof typeof EXPECTATIONS;

/** The message for the outcome of an expectation that does not hold. */
export function toMessage(id: string, { expected, fact }: Outcome, isNot = false): string {
  return `Expected the plugin "${id}" ${isNot ? 'not ' : ''}to ${expected}, but it ${fact}.`.replace(/\.\.$/, '.');
}

function unknown(manager: AnyManager): string {
  const ids = manager.list().map(({ id }) => id);
  return ids.length === 0 ? 'was not found, and no other plugin was' : `was not found among ${listOf(ids, '')}`;
}

function executedByCalls({ calls }: HookRecorder, id: string): readonly string[] {
  const executed = calls.filter(({ entries }) =>
    entries.some(({ plugin, status }) => plugin === id && status !== 'skipped' && status !== 'filtered'),
  );
  return [...new Set(executed.map(({ hook }) => hook))];
}

function executedByStats({ hooks }: AnyManager, id: string): readonly string[] {
  return hooks
    .stats()
    .filter(({ plugin, calls }) => plugin === id && calls > 0)
    .map(({ hook }) => hook);
}

function listOf(names: readonly string[], none: string): string {
  return names.length === 0 ? none : names.map((name) => `"${name}"`).join(', ');
}

/** For the message about something that is no plugin. */
export function notAPlugin(value: unknown): string {
  return `it takes a test manager, a plugin manager, or { manager, plugin }, not ${describeValue(value)}`;
}
