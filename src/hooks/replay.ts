import type { Dispatcher } from './dispatcher.ts';
import type { HookState, RememberedCall } from './hook-state.ts';
import type { Ledger } from './ledger.ts';
import { Plan } from './plan.ts';
import type { Backend } from './program.ts';
import type { RegisteredHookimpl } from './registered-hookimpl.ts';

export interface ReplayCore {
  readonly dispatcher: Dispatcher;
  readonly ledger: Ledger;
  readonly backend: Backend;
}

/** A past call, and those who missed it. */
interface MissedCall {
  readonly call: RememberedCall;
  readonly plan: Plan;
}

/**
 * Delivers the remembered calls of historic hooks to hookimpls that came later, oldest first, across hooks. Synchronous
 * hooks up to the first asynchronous one are delivered before this returns. Calls of
 * the meantime reach them as they come. Never rejects; wrappers have nothing to wrap
 * in a replay, and are left out. Stops when `isDisposed` says so.
 */
export async function replayHistory(
  core: ReplayCore,
  added: ReadonlyMap<HookState, readonly RegisteredHookimpl[]>,
  isDisposed: () => boolean,
): Promise<void> {
  for (const { call, plan } of missedCalls(core, added)) {
    if (isDisposed()) return;
    if (plan.hook.isClosed) continue;
    const delivered = core.dispatcher.replay(plan, call.args);
    if (!plan.hook.spec.sync) await delivered;
  }
}

function missedCalls(core: ReplayCore, added: ReadonlyMap<HookState, readonly RegisteredHookimpl[]>): MissedCall[] {
  const missed = [...added].flatMap(([hook, list]) => {
    const hookimpls = list.filter(({ wrapper }) => !wrapper);
    if (hook.remembered.length === 0 || hookimpls.length === 0) return [];
    const plan = new Plan({ ...core, hook, hookimpls });
    return hook.remembered.map((call) => ({ call, plan }));
  });
  return missed.toSorted((left, right) => left.call.callId - right.call.callId);
}
