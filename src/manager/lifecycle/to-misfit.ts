import type { ErrorCode } from '../../errors/catalogue.ts';
import { HooklineError, isHooklineError } from '../../errors/hookline-error.ts';

/** What to do about hookimpls that do not fit, where `manifest` is how to name the manifest that they come from. */
const HINTS: Readonly<Partial<Record<ErrorCode, (manifest: string) => string>>> = {
  HOOK_UNKNOWN: mendHooks,
  HOOKIMPL_INVALID: mendHooks,
  ORDER_CYCLE: (manifest) =>
    `Remove one of the constraints on the path that the message shows, for instance under "hooks" in ${manifest}, then rescan.`,
};

function mendHooks(manifest: string): string {
  return `Mend "hooks" in ${manifest}, then rescan.`;
}

/** The error of a registration as whoever looks after plugins needs it: what is registered stands in a manifest. */
export function toMisfit(thrown: unknown, manifestFile: string | undefined): unknown {
  if (!isHooklineError(thrown)) return thrown;
  const { code, message, data } = thrown;
  const toHint = HINTS[code];
  if (toHint === undefined) return thrown;
  const manifest =
    manifestFile === undefined ? 'its manifest, in the code of the host' : `its manifest "${manifestFile}"`;
  return new HooklineError(code, message, { hint: toHint(manifest), data });
}
