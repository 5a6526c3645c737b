import type { FoundPlugin } from '../../discovery/source.ts';
import type { Permission } from '../../manifest/permission.ts';
import type { PluginSettings } from '../state/settings-schema.ts';
import type { DeepReadonly } from '../state/settings.ts';
import { coveringKeys } from './covering-keys.ts';
import {
  listItems,
  parsePermission,
  printPermission,
  type PermissionItem,
  type PermissionKind,
} from './permission-item.ts';
import { narrowPermissions } from './narrow-permissions.ts';

/** Whether the operator lets a plugin do what it asks for. Nobody has decided about one that is `missing`. */
export type GrantStatus = 'granted' | 'missing' | 'revoked';

/** One thing that a manifest asks for, and what the operator says of it. */
export interface GrantEntry {
  readonly item: PermissionItem;
  /** Such as `net:stats.example`. */
  readonly text: string;
  /** Those under which it could be granted or revoked, its own first. */
  readonly keys: readonly string[];
  readonly status: GrantStatus;
  /** Whether the plugin runs without it. */
  readonly optional: boolean;
  /** Why the plugin asks for it. */
  readonly reason: string | undefined;
}

/** All that a manifest asks for, and how much of it is granted. */
export interface GrantSheet {
  readonly entries: readonly GrantEntry[];
  /** The permissions of the manifest without what is not granted. */
  readonly granted: readonly Permission[];
  /** The same together with what the plugin waits for: what it will have when it runs. */
  readonly expected: readonly Permission[];
  /** Two sheets of a plugin with the same text grant the same. */
  readonly fingerprint: string;
}

export type GrantSettings = Pick<DeepReadonly<PluginSettings>, 'grants' | 'revoked'>;

export const EMPTY_SHEET: GrantSheet = { entries: [], granted: [], expected: [], fingerprint: '' };

/** All that is granted, as texts. */
export function grantedTexts({ entries }: GrantSheet): readonly string[] {
  return entries.filter(({ status }) => status === 'granted').map(({ text }) => text);
}

/** Whoever brings a plugin in code, or trusts a source, answers for what its plugins ask for. */
export function hasTrustedSource({ trusted, folder }: FoundPlugin): boolean {
  return trusted || folder === undefined;
}

/** What the operator grants a plugin of all that its manifest asks for now. */
export function toGrantSheet(plugin: FoundPlugin, settings: GrantSettings | undefined): GrantSheet {
  const permissions = plugin.manifest?.permissions ?? [];
  if (permissions.length === 0) return EMPTY_SHEET;
  const asked = listAsked(permissions);
  const statusOf = createJudge(plugin, settings, new Set(asked.map(({ item }) => item.kind)));
  const entries = new Map<string, GrantEntry>();
  const keyOf = new Map<string, string>();
  for (const { item, optional, reason } of asked) {
    const keys = coveringKeys(item, plugin.folder);
    keyOf.set(printPermission(item), keys[0]!);
    const known = entries.get(keys[0]!);
    entries.set(keys[0]!, {
      item: known?.item ?? item,
      text: known?.text ?? printPermission(item),
      keys,
      status: statusOf(keys),
      optional: optional && known?.optional !== false,
      reason: known?.reason ?? reason,
    });
  }
  return toSheet(permissions, [...entries.values()], (item) => keyOf.get(printPermission(item))!);
}

interface Asked {
  readonly item: PermissionItem;
  readonly optional: boolean;
  readonly reason: string | undefined;
}

function listAsked(permissions: readonly Permission[]): readonly Asked[] {
  return permissions.flatMap((permission) => {
    const { optional, reason } = permission;
    return listItems(permission).map((item) => ({ item, optional, reason }));
  });
}

function toSheet(
  permissions: readonly Permission[],
  entries: readonly GrantEntry[],
  keyOf: (item: PermissionItem) => string,
): GrantSheet {
  const granted = keysOf(entries.filter(({ status }) => status === 'granted'));
  const awaited = keysOf(entries.filter(({ status, optional }) => status === 'missing' && !optional));
  const expected = new Set([...granted, ...awaited]);
  return {
    entries,
    granted: narrowPermissions(permissions, (item) => granted.has(keyOf(item))),
    expected: narrowPermissions(permissions, (item) => expected.has(keyOf(item))),
    fingerprint: [...granted].toSorted().join('\n'),
  };
}

function keysOf(entries: readonly GrantEntry[]): ReadonlySet<string> {
  return new Set(entries.map(({ keys }) => keys[0]!));
}

/**
 * What is revoked takes everything with it that it covers, and everything that covers it: a folder is not granted as long as
 * one below it is revoked. Only what was granted on its own within something that was revoked stays.
 */
function createJudge(
  plugin: FoundPlugin,
  settings: GrantSettings | undefined,
  kinds: ReadonlySet<PermissionKind>,
): (keys: readonly string[]) => GrantStatus {
  const grants = readRecords(settings?.grants, plugin.folder, kinds);
  const revoked = readRecords(settings?.revoked, plugin.folder, kinds);
  const coversRevoked = new Set([...revoked.values()].flat());
  const isExcepted = (keys: readonly string[], revokedKey: string): boolean =>
    keys.some((key) => key !== revokedKey && grants.get(key)?.includes(revokedKey) === true);
  return (keys) => {
    if (coversRevoked.has(keys[0]!)) return 'revoked';
    if (keys.some((key) => revoked.has(key) && !isExcepted(keys, key))) return 'revoked';
    return hasTrustedSource(plugin) || keys.some((key) => grants.has(key)) ? 'granted' : 'missing';
  };
}

/**
 * By key, what covers it, for those of the `kinds`. A file that was edited by hand may hold anything: what is no permission
 * grants nothing.
 */
function readRecords(
  records: GrantSettings['grants'],
  folder: string | undefined,
  kinds: ReadonlySet<PermissionKind>,
): ReadonlyMap<string, readonly string[]> {
  const items = (records ?? []).flatMap(({ permission }) => parsePermission(permission) ?? []);
  const covering = items.filter(({ kind }) => kinds.has(kind)).map((item) => coveringKeys(item, folder));
  return new Map(covering.map((keys) => [keys[0]!, keys]));
}
