import type { GreetingMessage, GreetingType } from './protocol.ts';
import { handshakeFailed, protocolBroken } from './rpc-errors.ts';

const NAMES: Readonly<Record<GreetingType, string>> = { 1: 'HELLO', 2: 'WELCOME', 3: 'READY' };

interface Waiter {
  readonly resolve: (payload: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/** The greetings that the other side has to give, each once and when it is due. */
export class Greeting {
  readonly #due = new Set<GreetingType>();
  readonly #received = new Map<GreetingType, unknown>();
  readonly #waiters = new Map<GreetingType, Waiter>();

  expect(type: GreetingType): void {
    this.#due.add(type);
  }

  /** @throws RPC_PROTOCOL_BROKEN for one that is not due */
  receive([type, payload]: GreetingMessage): void {
    if (!this.#due.delete(type)) throw protocolBroken(`${NAMES[type]} when it was not due`);
    const waiter = this.#waiters.get(type);
    this.#waiters.delete(type);
    if (waiter === undefined) this.#received.set(type, payload);
    else waiter.resolve(payload);
  }

  /** What came with the greeting. @throws RPC_HANDSHAKE_FAILED if it does not come in time */
  wait(type: GreetingType, { side, timeoutMs }: { side: string; timeoutMs: number }): Promise<unknown> {
    if (this.#received.has(type)) return Promise.resolve(this.#received.get(type));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(type);
        reject(handshakeFailed(side, `it did not say ${NAMES[type]} within ${timeoutMs} ms`));
      }, timeoutMs);
      const settled =
        <Args extends unknown[]>(settle: (...args: Args) => void) =>
        (...args: Args): void => {
          clearTimeout(timer);
          settle(...args);
        };
      this.#waiters.set(type, { resolve: settled(resolve), reject: settled(reject) });
    });
  }

  close(reason: Error): void {
    for (const waiter of this.#waiters.values()) waiter.reject(reason);
    this.#waiters.clear();
  }
}
