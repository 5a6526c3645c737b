import type { ErrorCode } from '../errors/catalogue.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import type { PluginIdentity } from './registered-hookimpl.ts';

export interface RegistrationProblem {
  readonly code: ErrorCode;
  /** Absent where the problem is not with one hook. */
  readonly hook?: string;
  readonly problem: string;
  /** The plugins on a cycle. */
  readonly path?: readonly string[];
}

/** One error for all that is wrong with the hookimpls of a plugin; its code is that of the first problem. */
export function registrationError(plugin: PluginIdentity, problems: readonly RegistrationProblem[]): HooklineError {
  const lines = problems.map(({ hook, problem }) => (hook === undefined ? problem : `hook "${hook}": ${problem}`));
  const [first] = problems;
  const text = lines.length === 1 ? lines[0]! : `${lines.length} problems\n- ${lines.join('\n- ')}`;
  return new HooklineError(first!.code, `The plugin "${plugin.id}" ${plugin.version} cannot be registered: ${text}`, {
    data: { plugin: plugin.id, version: plugin.version, hook: first!.hook ?? null, problems },
  });
}
