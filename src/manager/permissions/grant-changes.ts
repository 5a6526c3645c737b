import type { PluginSettings } from '../state/settings-schema.ts';
import type { DeepReadonly } from '../state/settings.ts';
import { coveringKeys } from './covering-keys.ts';
import type { GrantSettings } from './grant-sheet.ts';
import { parsePermission } from './permission-item.ts';

type Decisions = Pick<PluginSettings, 'grants' | 'revoked'>;
type GrantRecord = NonNullable<Decisions['grants']>[number];
type Records = DeepReadonly<Decisions>['grants'];

/** Texts of permissions, and when something was decided about them, as an ISO date. */
interface Dated {
  readonly texts: readonly string[];
  readonly at: string;
}

export interface Decided extends Dated {
  /** Where relative paths among them start. */
  readonly folder: string | undefined;
}

/** Grants permissions, and takes back that they, or what they cover, were revoked. */
export function withGranted({ grants, revoked }: GrantSettings, decided: Decided): Decisions {
  return {
    grants: toList([...without(grants, decided), ...toRecords(decided)]),
    revoked: toList(without(revoked, decided)),
  };
}

/** Revokes permissions, and forgets that they, or what they cover, were granted. */
export function withRevoked({ grants, revoked }: GrantSettings, decided: Decided): Decisions {
  return {
    grants: toList(without(grants, decided)),
    revoked: toList([...without(revoked, decided), ...toRecords(decided)]),
  };
}

export function toRecords({ texts, at }: Dated): readonly GrantRecord[] {
  return texts.map((permission) => ({ permission, at }));
}

/** Nothing is written about a plugin of which nothing is to be said. */
export function toList(records: readonly GrantRecord[]): GrantRecord[] | undefined {
  return records.length === 0 ? undefined : [...records];
}

function without(records: Records = [], { texts, folder }: Decided): readonly GrantRecord[] {
  const decided = new Set(texts.flatMap((text) => keysOf(text, folder)[0] ?? []));
  return records.filter(({ permission }) => !keysOf(permission, folder).some((key) => decided.has(key)));
}

function keysOf(text: string, folder: string | undefined): readonly string[] {
  const item = parsePermission(text);
  return item === undefined ? [] : coveringKeys(item, folder);
}
