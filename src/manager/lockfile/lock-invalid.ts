import { HooklineError } from '../../errors/hookline-error.ts';

/** `name` is how the message calls the lock. */
export function lockInvalid(
  name: string,
  reason: string,
  options: { readonly hint?: string; readonly cause?: unknown } = {},
): HooklineError {
  return new HooklineError('LOCKFILE_INVALID', `The ${name} cannot be used: ${reason}.`, {
    ...options,
    data: { lock: name, reason },
  });
}
