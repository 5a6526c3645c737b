import type { Permission } from '../manifest/permission.ts';
import type { Grants } from './grants.ts';

/** What is kept, and by whom. */
export type EnforcementLevel =
  /** Node or the system keeps the plugin to it. */
  | 'enforced'
  /** The plugin gets it from the host only, which checks every use. */
  | 'brokered'
  /** The plugin is trusted to keep to it. */
  | 'declared'
  /** It cannot be had here: a grant has no effect, or there is no such limit. */
  | 'impossible';

export interface EnforcementFact {
  readonly level: EnforcementLevel;
  /** One sentence. */
  readonly why: string;
}

/** Permissions and limits of the manifest, by name. */
export type Enforceable = Permission['name'] | 'memoryMb' | 'dataMb' | 'callMs' | 'startMs' | 'concurrency';
export type Enforcement = Readonly<Record<Enforceable, EnforcementFact>>;

export interface EnforcementCircumstances {
  readonly node: string;
  readonly platform: string;
  readonly launcher: 'none' | 'bubblewrap' | 'other';
  readonly grants: Grants;
}

/** Of the permission `net`. */
export const THROUGH_HTTP =
  'The network is there through ctx.http only, where the host checks each host that is called.';
export const ONLY_HTTP_CHECKED =
  'What goes through ctx.http is checked host by host, but sockets that the plugin opens itself are not.';

export function enforced(why: string): EnforcementFact {
  return { level: 'enforced', why };
}

export function declared(why: string): EnforcementFact {
  return { level: 'declared', why };
}

export function brokered(why: string): EnforcementFact {
  return { level: 'brokered', why };
}

export function impossible(why: string): EnforcementFact {
  return { level: 'impossible', why };
}
