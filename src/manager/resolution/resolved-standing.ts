import type { RunTimeStanding } from './explanation.ts';
import { findObstacle } from './judge.ts';
import type { Copy } from './copies.ts';
import type { Resolution, ResolvedPlugin } from './resolution.ts';

/** The state that follows from the resolution alone. */
export function toStanding(plugin: ResolvedPlugin, resolution: Resolution): RunTimeStanding {
  const { verdict } = plugin;
  if (verdict !== undefined) return { state: verdict.state, reason: verdict.reason, remedy: verdict.remedy };
  const { inventory, judgements } = resolution.grounds;
  const failure = findObstacle(copyOf(plugin, resolution), inventory, judgements);
  return failure === undefined
    ? { state: 'ready', reason: undefined, remedy: undefined }
    : { state: failure.state, reason: failure.reason, remedy: failure.remedy };
}

export function copyOf({ id, found }: ResolvedPlugin, { grounds }: Resolution): Copy {
  return grounds.inventory.copiesOf.get(id)!.find((copy) => copy.found === found)!;
}
