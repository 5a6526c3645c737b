import type { Copy } from './copies.ts';
import type { PluginState } from '../lifecycle/plugin-state.ts';

/** Why nobody can build on a plugin. */
export interface Obstacle {
  readonly state: PluginState;
  readonly reason: string;
  readonly remedy: string;
  /** The plugin that everything comes from; the plugin itself if its reason is its own. */
  readonly root: Copy;
}

/** `which is disabled.`: the end of a sentence about somebody who needs `copy`. */
export function describeObstacle(copy: Copy, obstacle: Obstacle): string {
  const { root } = obstacle;
  return root === copy
    ? `which ${describeState(obstacle)}`
    : `which cannot run because "${root.id}" ${describeState(obstacle)}`;
}

function describeState({ state, reason }: Obstacle): string {
  if (state === 'disabled') return 'is disabled.';
  return `${state === 'failed' ? 'failed to start' : `is ${state}`}: ${endSentence(reason)}`;
}

/** What others threw need not end in a full stop. */
export function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
