import type { PluginState } from '../../manager/lifecycle/plugin-state.ts';
import type { Style } from './style.ts';

const WELL: ReadonlySet<PluginState> = new Set(['active', 'ready', 'activating']);
const BROKEN: ReadonlySet<PluginState> = new Set(['invalid', 'failed', 'tripped', 'conflicting']);

/** The state of a plugin in its colour. */
export function stateText(state: PluginState, style: Style): string {
  if (WELL.has(state)) return style.paint('green', state);
  return style.paint(BROKEN.has(state) ? 'red' : 'yellow', state);
}
