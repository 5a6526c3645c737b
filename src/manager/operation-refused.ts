import { HooklineError } from '../errors/hookline-error.ts';

/** An operation that is not possible for this plugin. `why` completes "cannot be". */
export function operationRefused(id: string, why: string): HooklineError {
  return new HooklineError('OPERATION_REFUSED', `The plugin "${id}" cannot be ${why}.`, { data: { plugin: id } });
}
