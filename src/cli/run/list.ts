import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { TRANSITIONS, type PluginState } from '../../manager/lifecycle/plugin-state.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { RunCommand } from '../command.ts';
import type { list } from '../commands/list.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { printableLine } from '../terminal/printable.ts';
import { reasonText } from '../terminal/reason-text.ts';
import { stateText } from '../terminal/state-text.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';

export const runList: RunCommand<typeof list> = async ({ options, openManager, style, cwd }) => {
  const state = options.state.map(toState);
  const { type, keyword, hook } = options;
  const manager = await openManager();
  const plugins = manager.list({
    ...(state.length === 0 ? {} : { state }),
    ...(type === undefined ? {} : { type }),
    ...(keyword === undefined ? {} : { keyword }),
    ...(hook === undefined ? {} : { hook }),
  });
  const isFiltered = [...state, type, keyword, hook].some((each) => each !== undefined);
  const nothing = isFiltered ? NOTHING_FITS : NOTHING;
  return { result: { plugins }, text: plugins.length === 0 ? nothing : toText(plugins, style, cwd) };
};

const NOTHING_FITS = 'No plugin fits. "hookline list" without options shows all of them.';
const NOTHING = 'No plugins. "hookline doctor" says where the host looks for them.';
const PLUGIN_STATES = Object.keys(TRANSITIONS) as readonly PluginState[];

function toState(name: string): PluginState {
  const state = PLUGIN_STATES.find((each) => each === name);
  if (state !== undefined) return state;
  const nearest = nearestInParentheses(name, PLUGIN_STATES);
  throw new HooklineError('COMMAND_MISUSED', `No plugin is ever in the state "${name}"${nearest}.`, {
    hint: `The states are ${PLUGIN_STATES.join(', ')}.`,
    data: { state: name },
  });
}

function toText(plugins: readonly PluginStatus[], style: Style, cwd: string): string {
  const explained = plugins.find(({ reason }) => reason !== undefined);
  const next =
    explained === undefined ? '' : ` "hookline explain ${printableLine(explained.id)}" says why, and what would help.`;
  return `${toTable(plugins, style, cwd)}\n\n${paragraph(`${countText(plugins)}.${next}`, style)}`;
}

/** `7 plugins: 4 ready, 3 invalid`. */
function countText(plugins: readonly PluginStatus[]): string {
  const counts = new Map<PluginState, number>();
  for (const { state } of plugins) counts.set(state, (counts.get(state) ?? 0) + 1);
  const parts = [...counts].map(([state, count]) => `${count} ${state}`);
  return `${plugins.length === 1 ? '1 plugin' : `${plugins.length} plugins`}: ${parts.join(', ')}`;
}

function toTable(plugins: readonly PluginStatus[], style: Style, cwd: string): string {
  const rows = plugins.map((plugin) => [
    style.paint('bold', printableLine(plugin.id)),
    printableLine(plugin.version ?? ''),
    stateText(plugin.state, style),
    plugin.runner ?? '',
    plugin.reason === undefined ? printableLine(plugin.description ?? '') : reasonText(plugin, cwd),
  ]);
  const columns = [
    { title: 'PLUGIN' },
    { title: 'VERSION' },
    { title: 'STATE' },
    { title: 'RUNNER' },
    { title: 'ABOUT', grows: true },
  ];
  return table(columns, rows, style);
}
