import { describeValue } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { onAbort } from '../../hooks/on-abort.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import type { Lock, LockOptions } from '../../plugin/plugin-context.ts';
import { contextMisused, namePlugin, stoppedWhile } from './context-errors.ts';
import { parseLockOptions } from './context-options.ts';
import { describeLockChain, findLockChain } from './lock-chain.ts';
import { LockQueue, type LockClaim, type LockMode, type WaitingClaim } from './lock-queue.ts';
import { LONGEST_TIMER } from '../clock.ts';

/** Who holds a lock, or waits for it. */
export interface LockClaimSnapshot {
  readonly plugin: string;
  readonly version: string;
  readonly mode: LockMode;
  /** For how many milliseconds it has held the lock or waited for it. */
  readonly ms: number;
}

/** One lock that is in use. */
export interface LockSnapshot {
  readonly name: string;
  readonly held: readonly LockClaimSnapshot[];
  /** In the order in which they get the lock. */
  readonly waiting: readonly LockClaimSnapshot[];
}

const MAX_NAME = 200;

/** Named locks, shared by all plugins of a manager. They arbitrate inside one process. */
export class Locks {
  readonly #queues = new Map<string, LockQueue>();
  readonly #clock: () => number;

  constructor({ clock = () => performance.now() }: { readonly clock?: () => number } = {}) {
    this.#clock = clock;
  }

  /** Waits for its turn; a wait does not keep the process alive. `owner` is compared by identity in {@link releaseAll}. */
  async acquire(owner: PluginIdentity, name: string, options?: LockOptions): Promise<Lock> {
    const usage = { plugin: owner, used: 'ctx.locks.acquire' };
    if (typeof name !== 'string' || name === '' || name.length > MAX_NAME) {
      const problem = `the name must be a string of 1 to ${MAX_NAME} characters, not ${describeValue(name)}`;
      throw contextMisused(owner, usage.used, problem);
    }
    const request: LockRequest = { owner, name, ...parseLockOptions(usage, options) };
    if (request.signal?.aborted === true) return Promise.reject(request.signal.reason);
    const queue = this.#queueOf(name);
    return queue.isFreeFor(request.mode) ? this.#hold(queue, request) : this.#wait(queue, request);
  }

  /** Takes everything from a plugin that has stopped, what it holds and what it waits for. */
  releaseAll(owner: PluginIdentity): void {
    for (const [name, queue] of this.#queues) {
      for (const claim of queue.waiting) {
        if (claim.owner === owner) claim.refuse(stoppedWhile(owner, `it waited for the lock "${name}"`));
      }
      for (const claim of queue.held) if (claim.owner === owner) queue.held.delete(claim);
      this.#advance(name, queue);
    }
  }

  /** Whether a plugin holds a lock, or waits for one. */
  concern(owner: PluginIdentity): boolean {
    return [...this.#queues.values()].some(({ held, waiting }) =>
      [...held, ...waiting].some((claim) => claim.owner === owner),
    );
  }

  /** Who holds what and who waits for it, by name; plain JSON. */
  snapshot(): readonly LockSnapshot[] {
    return Array.from(this.#queues, ([name, { held, waiting }]) => ({
      name,
      held: Array.from(held, (claim) => this.#toSnapshot(claim)),
      waiting: Array.from(waiting, (claim) => this.#toSnapshot(claim)),
    })).toSorted((left, right) => (left.name < right.name ? -1 : 1));
  }

  #queueOf(name: string): LockQueue {
    const queue = this.#queues.get(name) ?? new LockQueue();
    this.#queues.set(name, queue);
    return queue;
  }

  #wait(queue: LockQueue, request: LockRequest): Promise<Lock> {
    const { owner, mode, timeoutMs, signal } = request;
    return new Promise<Lock>((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        undo?.();
        queue.waiting.delete(claim);
      };
      const claim: WaitingClaim = {
        owner,
        mode,
        since: this.#clock(),
        // At once: whoever is asked next has to see that the lock is held.
        grant: () => {
          leave();
          resolve(this.#hold(queue, request));
        },
        refuse: (reason) => {
          leave();
          this.#advance(request.name, queue);
          reject(reason);
        },
      };
      const timer = startTimer(timeoutMs, () => claim.refuse(this.#timedOut(queue, request)));
      const undo = signal && onAbort(signal, () => claim.refuse(signal.reason));
      queue.waiting.add(claim);
    });
  }

  #hold(queue: LockQueue, { owner, name, mode }: LockRequest): Lock {
    const claim: LockClaim = { owner, mode, since: this.#clock() };
    queue.held.add(claim);
    const release = (): void => {
      if (queue.held.delete(claim)) this.#advance(name, queue);
    };
    return Object.freeze({
      name,
      release,
      [Symbol.dispose]: release,
      [Symbol.asyncDispose]: async () => release(),
    });
  }

  #advance(name: string, queue: LockQueue): void {
    queue.advance();
    if (queue.isUnused && this.#queues.get(name) === queue) this.#queues.delete(name);
  }

  #timedOut(queue: LockQueue, { owner, name, timeoutMs }: LockRequest): HooklineError {
    const owners = Array.from(queue.held, (claim) => this.#toSnapshot(claim));
    const sentences = Array.from(queue.held, (claim, index) => {
      const who = claim.owner === owner ? 'another call of the same plugin' : namePlugin(claim.owner);
      return `${who} has held it for ${owners[index]!.ms} ms`;
    });
    const chain = findLockChain(this.#queues, owner, name);
    const message = `The plugin "${owner.id}" ${owner.version} did not get the lock "${name}" within ${timeoutMs} ms: ${sentences.join('; ')}.`;
    return new HooklineError('LOCK_TIMEOUT', message + (chain === undefined ? '' : describeLockChain(chain)), {
      hint: chain === undefined ? undefined : 'Take several locks in the same order everywhere.',
      data: {
        plugin: owner.id,
        version: owner.version,
        lock: name,
        timeoutMs,
        owners,
        ...(chain === undefined ? {} : { chain }),
      },
    });
  }

  #toSnapshot({ owner, mode, since }: LockClaim): LockClaimSnapshot {
    return { plugin: owner.id, version: owner.version, mode, ms: Math.round(this.#clock() - since) };
  }
}

interface LockRequest extends Required<Omit<LockOptions, 'signal'>> {
  readonly owner: PluginIdentity;
  readonly name: string;
  readonly signal?: AbortSignal;
}

/** `Infinity` needs none. Whoever waits for a lock is at work: the process goes on until it has it, or is told that it has not. */
function startTimer(timeoutMs: number, expire: () => void): NodeJS.Timeout | undefined {
  if (timeoutMs === Infinity) return undefined;
  return setTimeout(expire, Math.min(timeoutMs, LONGEST_TIMER));
}
