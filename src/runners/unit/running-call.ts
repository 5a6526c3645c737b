import type { HookContext } from '../../hooks/hook-context.ts';
import type { ServedCall } from '../../rpc/served-call.ts';
import type { UnitCall } from '../unit-targets.ts';

/** A hook call that a unit serves. Its signal is made when it is read. */
export class RunningCall implements HookContext {
  readonly hook: string;
  readonly callId: number;
  readonly served: ServedCall;

  constructor({ hook, callId }: UnitCall, served: ServedCall) {
    this.hook = hook;
    this.callId = callId;
    this.served = served;
  }

  get signal(): AbortSignal {
    return this.served.signal;
  }
}
