import type { AnyHandler } from '../hooks/registered-hookimpl.ts';
import type { PluginHookContext } from '../plugin/plugin-context.ts';
import { targetRevoked } from '../rpc/rpc-errors.ts';
import { SyncChannel, type SyncLine } from './sync-channel.ts';

/** How long the host stands still for a synchronous hookimpl at most, in milliseconds. */
const SYNC_MS = 5000;

/** Calls the hookimpls of synchronous hooks in a thread: the host waits for each. */
export class SyncHandlers {
  readonly #channel: SyncChannel;
  readonly #onStuck: () => void;
  readonly #nexts = new Map<number, () => unknown>();
  #lastNext = 0;

  constructor(line: SyncLine, { side, onStuck }: { side: string; onStuck: () => void }) {
    this.#onStuck = onStuck;
    this.#channel = new SyncChannel({ ...line, side, role: 'host', serve: (target) => this.#runNext(target) });
  }

  toHandler(name: string, target: number): AnyHandler {
    return (args, ctx) => this.#call(name, target, [args, originOf(ctx)]);
  }

  toWrapper(name: string, target: number): AnyHandler {
    return (args, next, ctx) => {
      let failure: { readonly error: unknown } | undefined;
      const handle = ++this.#lastNext;
      this.#nexts.set(handle, () => {
        try {
          return (next as () => unknown)();
        } catch (error) {
          failure = { error };
          throw error;
        }
      });
      try {
        const answer = this.#call(name, target, [args, originOf(ctx), handle]);
        if (Array.isArray(answer) && answer.length > 0) return answer[0] as unknown;
      } finally {
        this.#nexts.delete(handle);
      }
      if (failure !== undefined) throw failure.error;
      return undefined;
    };
  }

  #call(name: string, target: number, args: readonly unknown[]): unknown {
    try {
      return this.#channel.call(target, args, { name, timeoutMs: SYNC_MS });
    } catch (thrown) {
      if (this.#channel.isBroken) this.#onStuck();
      throw thrown;
    }
  }

  #runNext(handle: number): unknown {
    const next = this.#nexts.get(handle);
    if (next === undefined) throw targetRevoked('next');
    return next();
  }
}

function originOf(ctx: unknown): { readonly hook: string; readonly callId: number } {
  const { hook, callId } = ctx as PluginHookContext;
  return { hook, callId };
}
