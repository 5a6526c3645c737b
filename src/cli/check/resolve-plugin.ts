import type { FoundPlugin } from '../../discovery/source.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { HostSetup } from '../setup/host-setup.ts';
import { openManager } from '../setup/open-manager.ts';
import type { HostView } from '../validate/host-view.ts';
import { fixedSource } from './fixed-source.ts';

export interface Resolved {
  readonly status: PluginStatus;
  /** The plugins that have to run before it does, as they were found. */
  readonly needed: readonly FoundPlugin[];
}

/** Whether a plugin can run among those of the host. One that the host does not find is put in front of them. */
export async function resolvePlugin(found: FoundPlugin, setup: HostSetup, view: HostView): Promise<Resolved> {
  const { sources = [], ...options } = setup.options;
  const isKnown = view.plugins.some(({ folder, id }) => folder === found.folder && id === found.id);
  const own = isKnown ? [] : [fixedSource([found])];
  await using manager = await openManager({ ...setup, options: { ...options, sources: [...own, ...sources] } });
  const all = manager.list();
  const status = all.find(({ id, folder }) => id === found.id && folder === found.folder) ?? manager.get(found.id)!;
  const ids = closureOf(status, all);
  return { status, needed: view.plugins.filter(({ id }) => ids.has(id)) };
}

function closureOf(status: PluginStatus, all: readonly PluginStatus[]): ReadonlySet<string> {
  const ids = new Set(status.dependencies);
  // A set is walked in the order of adding, past what is added meanwhile.
  for (const id of ids) {
    for (const next of all.find((each) => each.id === id)?.dependencies ?? []) ids.add(next);
  }
  ids.delete(status.id);
  return ids;
}
