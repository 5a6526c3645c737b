import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import type { HookspecData } from '../../hooks/hookspec.ts';

/** A hook that the host declares. @throws HOOK_UNKNOWN */
export function findHook(name: string, hookspecs: Readonly<Record<string, HookspecData>>): HookspecData {
  if (Object.hasOwn(hookspecs, name)) return hookspecs[name]!;
  const names = Object.keys(hookspecs);
  const hint =
    names.length === 0 ? 'The host declares no hooks.' : '"hookline hooks list" shows the hooks of the host.';
  throw new HooklineError('HOOK_UNKNOWN', `There is no hook "${name}"${nearestInParentheses(name, names)}.`, {
    hint,
    data: { hook: name },
  });
}
