import type { HookContext } from './hook-context.ts';
import type { HookState } from './hook-state.ts';

/** The context behind the interface. An AbortController exists only once somebody reads `signal`: it costs microseconds. */
export class CallContext implements HookContext {
  static {
    // All calls share what a plugin can reach from its context: it finds nothing to change there, and no way to `abort`.
    Object.defineProperty(this.prototype, 'constructor', { value: Object });
    Object.freeze(this.prototype);
  }

  readonly #hook: HookState;
  readonly #callId: number;
  #controller: AbortController | undefined;
  #aborted: { readonly reason: unknown } | undefined;

  constructor(hook: HookState, callId: number) {
    this.#hook = hook;
    this.#callId = callId;
  }

  get hook(): string {
    return this.#hook.name;
  }

  get callId(): number {
    return this.#callId;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#aborted !== undefined) this.#controller.abort(this.#aborted.reason);
    }
    return this.#controller.signal;
  }

  /** Static, so that plugins, which hold the context, cannot abort it. */
  static abort(context: CallContext, reason: unknown): void {
    context.#aborted ??= { reason };
    context.#controller?.abort(reason);
  }
}
