import { HooklineError } from '../../errors/hookline-error.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';

/** `problem` says what is wrong with what `used` was given. In the words of the host. */
export function contextMisused({ id, version }: PluginIdentity, used: string, problem: string): HooklineError {
  return new HooklineError('CONTEXT_MISUSED', `The plugin "${id}" ${version} called ${used} wrongly: ${problem}.`, {
    data: { plugin: id, version, used, problem },
  });
}
