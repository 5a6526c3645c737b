import type { SharedParts } from './create-plugin-context.ts';
import type { ConfigOutcome } from './plugin-config.ts';

/** Tells of the secrets that a plugin gets with its configuration: once for each configuration, not for each look at it. */
export function createReadTeller(
  { id, version }: { readonly id: string; readonly version: string },
  onSecretRead: SharedParts['onSecretRead'],
): (outcome: ConfigOutcome) => void {
  let told: ConfigOutcome | undefined;
  return (outcome) => {
    if (told === outcome) return;
    told = outcome;
    if ('verdict' in outcome) return;
    for (const key of outcome.references?.keys ?? []) onSecretRead({ plugin: id, version, key });
  };
}
