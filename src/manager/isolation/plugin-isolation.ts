import type { FoundPlugin } from '../../discovery/source.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { Enforceable, Enforcement, EnforcementLevel } from '../../runners/enforcement-fact.ts';
import type { GrantEntry, GrantStatus } from '../permissions/grant-sheet.ts';
import type { PermissionKind } from '../permissions/permission-item.ts';

/** One thing that a manifest asks for: what the operator says of it, and what that is worth where the plugin runs. */
export interface PluginPermission {
  /** Such as `net:stats.example`, `fs.read:./data` or `worker`. */
  readonly permission: string;
  /** Nobody has decided about one that is `missing`. */
  readonly status: GrantStatus;
  /** Whether the plugin runs without it. */
  readonly optional: boolean;
  /** Why the plugin asks for it. */
  readonly reason: string | undefined;
  /** Whether the plugin is kept to it; absent for a plugin that cannot run where it should. */
  readonly level: EnforcementLevel | undefined;
}

/** One limit of a manifest, and what it is worth where the plugin runs. */
export interface PluginLimit {
  readonly limit: keyof Manifest['limits'];
  readonly value: number;
  readonly level: EnforcementLevel | undefined;
}

export interface PluginIsolation {
  readonly permissions: readonly PluginPermission[];
  readonly limits: readonly PluginLimit[];
}

/** What a plugin asks for, and what is kept of it. `enforcement` is absent for a plugin without a runner. */
export function toPluginIsolation(
  { manifest }: FoundPlugin,
  entries: readonly GrantEntry[],
  enforcement: Enforcement | undefined,
): PluginIsolation {
  const limits = Object.entries(manifest?.limits ?? {}) as [PluginLimit['limit'], number | undefined][];
  return {
    permissions: entries.map(({ item, text, status, optional, reason }) => ({
      permission: text,
      status,
      optional,
      reason,
      level: enforcement?.[toEnforceable(item.kind)].level,
    })),
    limits: limits.flatMap(([limit, value]) =>
      value === undefined ? [] : [{ limit, value, level: enforcement?.[limit].level }],
    ),
  };
}

/** What is kept of reading and of writing is the same. */
export function toEnforceable(kind: PermissionKind): Enforceable {
  return kind === 'fs.read' || kind === 'fs.write' ? 'fs' : kind;
}
