import type { Plan } from './plan.ts';
import { ignoreRejection } from './thenable.ts';

/** Hookimpls that run at once load their code at once. What fails is told when a call comes to the hookimpl. */
export function loadAhead(plan: Plan, args: unknown): void {
  for (const { loader, matches } of plan.steps) {
    if (loader?.isLoaded !== false || matches?.(args) === false) continue;
    loader.load(plan.isOutOfDate).catch(ignoreRejection);
  }
}
