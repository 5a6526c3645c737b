import { CallContext } from './call-context.ts';
import type { HookState } from './hook-state.ts';
import type { RegisteredHookimpl } from './registered-hookimpl.ts';

/** The contexts of one traced call. */
export class CallContexts {
  /** The one of all hookimpls that do not have their own. */
  readonly shared: CallContext;
  readonly #hook: HookState;
  readonly #callId: number;
  readonly #all: CallContext[];

  constructor(hook: HookState, callId: number) {
    this.#hook = hook;
    this.#callId = callId;
    this.shared = frozenContext(hook, callId);
    this.#all = [this.shared];
  }

  /** A time limit aborts the context of its hookimpl alone; and a wrapper goes on when what it wraps has failed. */
  of({ wrapper, timeoutMs }: RegisteredHookimpl): CallContext {
    if (!wrapper && timeoutMs === undefined) return this.shared;
    const context = frozenContext(this.#hook, this.#callId);
    this.#all.push(context);
    return context;
  }

  abort(reason: unknown): void {
    for (const context of this.#all) CallContext.abort(context, reason);
  }
}

function frozenContext(hook: HookState, callId: number): CallContext {
  const context = new CallContext(hook, callId);
  Object.freeze(context);
  return context;
}
