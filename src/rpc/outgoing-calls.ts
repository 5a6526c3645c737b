import { encodePart, encodeCall, encodePlain } from './encode-message.ts';
import type { EncodedValue } from './packet.ts';
import type { RpcLimits } from './limits.ts';
import { packError } from './pack-error.ts';
import { ABORT } from './protocol.ts';
import type { CallReports } from './peer-options.ts';
import { callTimedOut, overloaded } from './rpc-errors.ts';
import { SignalWatches } from './signal-watches.ts';

/** Where the answer of a call goes. */
export interface AnswerSink {
  onOk(value: unknown): void;
  onItem(value: unknown): void;
  onEnd(): void;
  /** Of the other side (`packed`), or of this one. The call is over. */
  onError(thrown: unknown): void;
  /** Where the call was made. */
  readonly site: { readonly stack?: string } | undefined;
}

export interface CallRequest {
  readonly target: number;
  /** How messages name what is called. */
  readonly name: string;
  readonly args: readonly unknown[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** How many items the other side may send at first; 0 for one answer. */
  readonly credit: number;
  readonly reports: CallReports | undefined;
}

/** A call that has not been answered. */
export interface OutgoingCall {
  readonly request: CallRequest;
  readonly sink: AnswerSink;
  readonly args: EncodedValue;
  readonly deadline: number;
  /** 0 until it is sent. */
  id: number;
  /** When the caller stopped waiting, by the clock. */
  abandonedAt: number | undefined;
}

export interface OutgoingOptions {
  readonly side: string;
  readonly limits: RpcLimits;
  readonly clock: () => number;
  readonly post: (message: EncodedValue) => void;
}

/**
 * The calls of this side. They are sent while the window has room, and wait in a bounded queue while it has none. A caller
 * that stops waiting is settled at once; its call keeps its place until the other side has answered, because that side may
 * still be at it.
 */
export class OutgoingCalls {
  readonly #options: OutgoingOptions;
  readonly #sent = new Map<number, OutgoingCall>();
  readonly #queued = new Set<OutgoingCall>();
  readonly #signals = new SignalWatches<OutgoingCall>((call, reason) => this.abandon(call, reason));
  #sentBytes = 0;
  #queuedBytes = 0;
  #lastId = 0;

  constructor(options: OutgoingOptions) {
    this.#options = options;
  }

  /** How many calls the other side owes an answer. */
  get unanswered(): number {
    return this.#sent.size;
  }

  /** How many calls have been sent. */
  get total(): number {
    return this.#lastId;
  }

  get queued(): number {
    return this.#queued.size;
  }

  /** Those that nobody waits for any more. */
  get abandoned(): readonly OutgoingCall[] {
    return [...this.#sent.values()].filter(({ abandonedAt }) => abandonedAt !== undefined);
  }

  /** @throws RPC_VALUE_UNSENDABLE, RPC_VALUE_TOO_LARGE, RUNNER_OVERLOADED, the reason of an aborted signal */
  begin(request: CallRequest, sink: AnswerSink): OutgoingCall {
    const { limits, clock } = this.#options;
    const { args, timeoutMs, signal } = request;
    signal?.throwIfAborted();
    const encoded = encodePart(args, limits);
    // Nobody has to know what time it is where there is no limit.
    const deadline = timeoutMs === Infinity ? Infinity : clock() + timeoutMs;
    const call: OutgoingCall = {
      request,
      sink,
      args: encoded,
      deadline,
      id: 0,
      abandonedAt: undefined,
    };
    if (this.#queued.size === 0 && this.#hasRoom(call)) this.#send(call, timeoutMs);
    else this.#enqueue(call);
    if (signal !== undefined) this.#signals.add(signal, call);
    return call;
  }

  /** The call that the answer `id` belongs to, which is over now; `undefined` if there is none. */
  finish(id: number): OutgoingCall | undefined {
    const call = this.#sent.get(id);
    if (call === undefined) return undefined;
    this.#sent.delete(id);
    this.#sentBytes -= call.args.size;
    this.#unlisten(call);
    this.#sendQueued();
    return call;
  }

  find(id: number): OutgoingCall | undefined {
    return this.#sent.get(id);
  }

  /** Settles the caller now; the other side is told. */
  abandon(call: OutgoingCall, reason: unknown): void {
    if (call.abandonedAt !== undefined) return;
    const { clock, post } = this.#options;
    if (this.#dequeue(call)) {
      call.abandonedAt = clock();
    } else if (this.#sent.has(call.id)) {
      call.abandonedAt = clock();
      post(encodePlain([ABORT, call.id, packError(reason)]));
    } else {
      return;
    }
    this.#unlisten(call);
    call.sink.onError(reason);
  }

  /** Whether there is something to look at now and then. */
  get isTicking(): boolean {
    return this.#sent.size > 0 || this.#queued.size > 0 || this.#signals.size > 0;
  }

  expire(now: number): void {
    this.#signals.sweep();
    for (const call of [...this.#sent.values(), ...this.#queued]) {
      if (call.deadline > now || call.abandonedAt !== undefined) continue;
      const { name, timeoutMs } = call.request;
      this.abandon(call, callTimedOut(name, this.#options.side, timeoutMs));
    }
  }

  /** Rejects everything that is not answered. */
  close(reason: Error): void {
    const calls = [...this.#sent.values(), ...this.#queued];
    this.#sent.clear();
    this.#queued.clear();
    this.#sentBytes = 0;
    this.#queuedBytes = 0;
    for (const call of calls) {
      this.#unlisten(call);
      if (call.abandonedAt === undefined) call.sink.onError(reason);
    }
    this.#signals.sweep();
  }

  #unlisten(call: OutgoingCall): void {
    const { signal } = call.request;
    if (signal !== undefined) this.#signals.delete(signal, call);
  }

  #hasRoom({ args }: OutgoingCall): boolean {
    const { windowCalls, windowBytes } = this.#options.limits;
    if (this.#sent.size === 0) return true;
    return this.#sent.size < windowCalls && this.#sentBytes + args.size <= windowBytes;
  }

  #send(call: OutgoingCall, leftMs: number): void {
    const { target, credit } = call.request;
    call.id = ++this.#lastId;
    this.#sent.set(call.id, call);
    this.#sentBytes += call.args.size;
    const remainingMs = leftMs === Infinity ? 0 : Math.max(1, Math.ceil(leftMs));
    this.#options.post(encodeCall({ id: call.id, target, remainingMs, credit }, call.args));
  }

  #enqueue(call: OutgoingCall): void {
    const { limits, side } = this.#options;
    const isFull = this.#queued.size >= limits.queuedCalls || this.#queuedBytes + call.args.size > limits.queuedBytes;
    if (isFull) throw overloaded(side, this.#queued.size);
    this.#queued.add(call);
    this.#queuedBytes += call.args.size;
  }

  #dequeue(call: OutgoingCall): boolean {
    if (!this.#queued.delete(call)) return false;
    this.#queuedBytes -= call.args.size;
    return true;
  }

  #sendQueued(): void {
    for (const call of this.#queued) {
      if (!this.#hasRoom(call)) return;
      this.#dequeue(call);
      this.#send(call, call.deadline - this.#options.clock());
    }
  }
}
