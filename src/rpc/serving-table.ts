import { HooklineError } from '../errors/hookline-error.ts';
import { indexUnknown, targetRevoked } from './rpc-errors.ts';
import type { ServedCall } from './served-call.ts';

/** Answers a call: with a value, a promise of one, or, where items were asked for, something to iterate over. */
export type Handler = (args: readonly unknown[], call: ServedCall) => unknown;

interface Target {
  readonly name: string;
  readonly handler: Handler;
  /** Whether the other side may say that it needs it no more. */
  readonly isHandle: boolean;
}

/**
 * What the other side may call. Names are there from the beginning, and stay; handles come and go. An index is never given
 * twice, so that a call that comes late meets nothing instead of something else.
 */
export class ServingTable {
  /** The names that WELCOME or READY tell, by index. */
  readonly names: readonly string[];
  readonly #targets = new Map<number, Target>();
  readonly #most: number;
  #nextIndex: number;
  #isRevoked = false;

  constructor(handlers: Readonly<Record<string, Handler>> = {}, most = 10_000) {
    this.names = Object.keys(handlers);
    for (const [index, [name, handler]] of Object.entries(handlers).entries()) {
      this.#targets.set(index, { name, handler, isHandle: false });
    }
    this.#nextIndex = this.names.length;
    this.#most = most;
  }

  get size(): number {
    return this.#targets.size;
  }

  /** Adds a handle and gives its index, to be put into an answer. @throws RUNNER_OVERLOADED */
  add(name: string, handler: Handler): number {
    if (this.#targets.size >= this.#most) {
      const message = `There are ${this.#most} handles already that the other side has not released.`;
      throw new HooklineError('RUNNER_OVERLOADED', message, { data: { waiting: this.#most } });
    }
    const index = this.#nextIndex++;
    this.#targets.set(index, { name, handler, isHandle: true });
    return index;
  }

  /** Whether there was such a handle. */
  release(index: number): boolean {
    return this.#targets.get(index)?.isHandle === true && this.#targets.delete(index);
  }

  /** Nothing can be called any more: what the table gave access to has ended. */
  revoke(): void {
    this.#isRevoked = true;
  }

  /** @throws RPC_TARGET_UNKNOWN, RPC_TARGET_REVOKED */
  find(index: number): Target {
    const target = this.#targets.get(index);
    if (target === undefined) {
      throw index < this.#nextIndex ? targetRevoked(`handle ${index}`) : indexUnknown(index);
    }
    if (this.#isRevoked) throw targetRevoked(target.name);
    return target;
  }
}
