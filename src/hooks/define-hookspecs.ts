import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import type { HookspecData } from './hookspec.ts';
import { hookspecProblems } from './hookspec-problems.ts';
import { isPlainObject } from './plain-object.ts';

/**
 * Names a set of hookspecs. Gives it back as it is, so that names, types and doc comments stay with it.
 *
 * @throws HOOKSPEC_INVALID with the problems of all hookspecs at once.
 */
export function defineHookspecs<Specs extends Readonly<Record<string, HookspecData>>>(hookspecs: Specs): Specs {
  parseHookspecs(hookspecs);
  return hookspecs;
}

/** The hookspecs of a set by name. Throws `HOOKSPEC_INVALID` with every problem of every hookspec. */
export function parseHookspecs(hookspecs: unknown): ReadonlyMap<string, HookspecData> {
  if (!isPlainObject(hookspecs)) {
    throw new HooklineError(
      'HOOKSPEC_INVALID',
      `Hookspecs must be a plain object by hook name, not ${describeValue(hookspecs)}.`,
    );
  }
  const entries = Object.entries(hookspecs);
  const problems = entries.flatMap(([hook, spec]) =>
    [...nameProblems(hook), ...hookspecProblems(spec)].map((problem) => ({ hook, problem })),
  );
  if (problems.length > 0) {
    const lines = problems.map(({ hook, problem }) => `"${hook}": ${problem}`);
    const message =
      lines.length === 1
        ? `The hookspec ${lines[0]}.`
        : `${lines.length} problems in the hookspecs:\n- ${lines.join('\n- ')}`;
    throw new HooklineError('HOOKSPEC_INVALID', message, { data: { problems } });
  }
  return new Map(entries as [string, HookspecData][]);
}

function nameProblems(name: string): string[] {
  if (name === '__proto__') return ['"__proto__" cannot be the name of a hook'];
  // Control characters and white space would make messages and command lines ambiguous.
  if (/^[^\s\p{Cc}]{1,200}$/u.test(name)) return [];
  return ['the name of a hook must be 1 to 200 characters without white space'];
}
