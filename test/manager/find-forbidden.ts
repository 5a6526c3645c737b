import { TRANSITIONS, type ManagerEvents, type PluginState } from 'hookline';

type StateEvent = ManagerEvents['plugin:state'];

/** Where a plugin can begin: everywhere but where only code of its own can bring it. */
const NOT_FIRST: readonly PluginState[] = ['activating', 'active', 'tripped', 'stopped'];

/** What the events of plugins that each exist once contain that the table of states does not allow, as sentences. */
export function findForbidden(events: readonly StateEvent[]): string[] {
  const states = new Map<string, PluginState>();
  const problems: string[] = [];
  for (const { plugin, from, to } of events) {
    const known = states.get(plugin);
    states.set(plugin, to);
    if (from === undefined) {
      if (NOT_FIRST.includes(to)) problems.push(`${plugin}: nothing -> ${to}`);
      continue;
    }
    if (known !== from) problems.push(`${plugin}: it was ${known}, not ${from}`);
    else if (!TRANSITIONS[from].includes(to)) problems.push(`${plugin}: ${from} -> ${to}`);
  }
  return problems;
}
