import type { Position } from './order-hookimpls.ts';
import type { Plan } from './plan.ts';

/** One hookimpl in the order of a hook, and why it stands there. */
export interface PlanEntry {
  readonly plugin: string;
  readonly version: string;
  readonly id: string;
  readonly wrapper: boolean;
  readonly order: 'first' | 'normal' | 'last';
  readonly priority: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** In words, for people. */
  readonly reason: string;
}

/** The order of a plan: the wrappers from the outermost inwards, then the hookimpls. */
export function toPlanEntries({ wrapperPositions, stepPositions }: Plan): PlanEntry[] {
  return [...wrapperPositions, ...stepPositions].map(toPlanEntry);
}

function toPlanEntry(position: Position): PlanEntry {
  const { plugin, id, wrapper, band, priority, before, after } = position.hookimpl;
  return {
    plugin: plugin.id,
    version: plugin.version,
    id,
    wrapper,
    order: band,
    priority,
    before,
    after,
    reason: toReason(position),
  };
}

function toReason({ hookimpl, waitedFor }: Position): string {
  const { wrapper, band, priority, rank, sequence } = hookimpl;
  const parts = [
    ...(wrapper ? ['wrapper, around those behind it'] : []),
    ...(band === 'normal' ? [] : [`order "${band}"`]),
    ...(waitedFor === undefined ? [] : [`after "${waitedFor.plugin.id}", which it had to wait for`]),
    ...(priority === 0 ? [] : [`priority ${priority}`]),
  ];
  // Only what nothing else decides is decided by the order of registration.
  return parts.length > 0 && priority !== 0
    ? parts.join(', ')
    : [...parts, rank === 0 ? `registered as number ${sequence}` : `plugin number ${rank}`].join(', ');
}
