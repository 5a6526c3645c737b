import rcompare from 'semver/functions/rcompare.js';
import type { Copy } from './copies.ts';
import { fits } from './fits.ts';
import type { Inventory } from './inventory.ts';

/** Something of the host or of another plugin that a plugin cannot run without. */
export interface Need {
  readonly kind: 'plugin' | 'service' | 'hook';
  /** The id of a plugin or service, or the name of a hook. */
  readonly name: string;
  /** Absent for a hook. */
  readonly range: string | undefined;
  /** Whether the supplier must be active first. A hook only needs its owner to run at all. */
  readonly ordered: boolean;
}

/** What a manifest requires: plugins, then services, then hooks, each as they stand in it. */
export function listNeeds(copy: Copy, { input }: Inventory): readonly Need[] {
  const { dependencies, requires } = copy.found.manifest!;
  return [
    ...Object.entries(dependencies.plugins).map(([name, range]) => ({ kind: 'plugin' as const, name, range })),
    ...Object.entries(requires).map(([name, range]) => ({ kind: 'service' as const, name, range })),
    ...listHooks(copy, input.host.hookNames)
      .filter(({ optional }) => !optional)
      .map(({ name }) => ({ kind: 'hook' as const, name, range: undefined })),
  ].map((need) => ({ ...need, ordered: need.kind !== 'hook' }));
}

/** A hook of another plugin that a plugin implements. */
export interface ForeignHook {
  readonly name: string;
  readonly owner: string;
  readonly optional: boolean;
}

export function listHooks(copy: Copy, hostHooks: ReadonlySet<string>): readonly ForeignHook[] {
  return Object.entries(copy.found.manifest!.hooks)
    .filter(([name]) => name.includes('/') && !hostHooks.has(name) && !contributes(copy, name))
    .map(([name, declared]) => ({
      name,
      owner: ownerOf(name),
      optional: [declared].flat().every(({ optional }) => optional === true),
    }));
}

/** The plugin in the name of a hook: `acme.store` of `acme.store/after_save`. */
export function ownerOf(hook: string): string {
  return hook.slice(0, hook.indexOf('/'));
}

export function contributes({ id, found }: Copy, hook: string): boolean {
  return ownerOf(hook) === id && found.manifest!.contributes.hooks.includes(hook.slice(id.length + 1));
}

/** Who could meet a need, if it runs. */
export interface Supply {
  /** Whether the host does. */
  readonly byHost: boolean;
  /** The best first. */
  readonly copies: readonly Copy[];
}

export function findSupply(need: Need, by: Copy, inventory: Inventory): Supply {
  if (need.kind === 'service') return findProviders(need, by, inventory);
  const copy = inventory.holders.get(need.kind === 'plugin' ? need.name : ownerOf(need.name));
  return { byHost: false, copies: copy !== undefined && canMeet(copy, need) ? [copy] : [] };
}

function canMeet(copy: Copy, { kind, name, range }: Need): boolean {
  return kind === 'hook' ? contributes(copy, name) : fits(copy.found.manifest!.version, range!);
}

/** The host first, then the highest version; of equals, the plugin that was found first. */
function findProviders({ name, range }: Need, by: Copy, { input, providers }: Inventory): Supply {
  const own = input.host.services.get(name);
  if (own !== undefined && fits(own, range!)) return { byHost: true, copies: [] };
  const copies = (providers.get(name) ?? [])
    .filter((copy) => copy !== by && fits(versionOfService(copy, name), range!))
    .toSorted((left, right) => byServiceVersion(left, right, name));
  return { byHost: false, copies };
}

function byServiceVersion(left: Copy, right: Copy, service: string): number {
  return rcompare(versionOfService(left, service), versionOfService(right, service)) || left.rank - right.rank;
}

export function versionOfService(copy: Copy, service: string): string {
  return copy.found.manifest!.provides[service]!;
}
