import type { FoundPlugin } from '../../discovery/source.ts';
import { describeValue } from '../../errors/describe-value.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import { operationRefused } from '../operation-refused.ts';
import type { PluginSettings } from '../state/settings-schema.ts';
import type { DeepReadonly, SettingsChange } from '../state/settings.ts';
import { toList, toRecords, withGranted, withRevoked } from './grant-changes.ts';
import { hasTrustedSource, type GrantSheet } from './grant-sheet.ts';
import { selectPermissions } from './select-permissions.ts';

/** How far the trust of `trust()` goes. */
export interface TrustOptions {
  /** Those of the permissions that the manifest asks for that are granted; all of them if it is left out. */
  readonly permissions?: readonly string[];
}

/** What a change is about. */
export interface ConsentParts {
  readonly plugin: FoundPlugin;
  readonly sheet: GrantSheet;
  /** When, an ISO date. */
  readonly at: string;
}

/**
 * Trusts a plugin with the content that has this digest. It has the named permissions then and no others.
 *
 * @throws OPERATION_REFUSED, PERMISSION_UNKNOWN
 */
export function toTrust({ plugin, sheet, at }: ConsentParts, digest: string, options: unknown): SettingsChange {
  const asked = sheet.entries.map(({ text }) => text);
  const named = parseTrustOptions(plugin.id, options).permissions;
  const granted = named === undefined ? asked : selectPermissions(plugin, named, asked);
  const others = asked.filter((text) => !granted.includes(text));
  const records = (texts: readonly string[]) => toList(toRecords({ texts, at }));
  return () => ({
    trust: { digest, version: plugin.manifest?.version ?? '', at },
    // A plugin of a trusted source has what is not revoked.
    ...(hasTrustedSource(plugin)
      ? { grants: undefined, revoked: records(others) }
      : { grants: records(granted), revoked: undefined }),
  });
}

/** Takes trust and grants back. What was revoked stays so. */
export function toDistrust(): SettingsChange {
  return () => ({ trust: undefined, grants: undefined });
}

/** @throws PERMISSION_UNKNOWN */
export function toGrant({ plugin, sheet, at }: ConsentParts, named: unknown): SettingsChange {
  const asked = sheet.entries.map(({ text }) => text);
  const texts = selectPermissions(plugin, named, asked);
  return (before) => withGranted(before, { texts, folder: plugin.folder, at });
}

/**
 * What was granted can be revoked also when the plugin does not ask for it any more. `settings` are those of the plugin.
 *
 * @throws PERMISSION_UNKNOWN
 */
export function toRevoke(
  { plugin, sheet, at }: ConsentParts,
  named: unknown,
  settings: DeepReadonly<PluginSettings> | undefined,
): SettingsChange {
  const asked = sheet.entries.map(({ text }) => text);
  const granted = settings?.grants?.map(({ permission }) => permission) ?? [];
  const texts = selectPermissions(plugin, named, [...new Set([...asked, ...granted])]);
  return (before) => withRevoked(before, { texts, folder: plugin.folder, at });
}

function parseTrustOptions(id: string, options: unknown = {}): TrustOptions {
  if (!isPlainObject(options)) {
    throw operationRefused(id, `trusted: the options must be an object, not ${describeValue(options)}`);
  }
  const unknown = Object.keys(options).find((key) => key !== 'permissions');
  if (unknown !== undefined) throw operationRefused(id, `trusted: there is no option "${unknown}"`);
  const { permissions } = options as { readonly permissions?: unknown };
  if (permissions === undefined || Array.isArray(permissions)) return options;
  throw operationRefused(id, `trusted: "permissions" must be a list, not ${describeValue(permissions)}`);
}
