import { describeThrown } from '../errors/describe-value.ts';
import { Caller } from './caller.ts';
import type { Carrier } from './carrier.ts';
import { encodePlain, encodeWithValue } from './encode-message.ts';
import type { EncodedValue, Packet } from './packet.ts';
import { Greeting } from './greeting.ts';
import { Inbox } from './inbox.ts';
import { IncomingCalls } from './incoming-calls.ts';
import { DEFAULT_LIMITS, type RpcLimits } from './limits.ts';
import { Outbox } from './outbox.ts';
import { OutgoingCalls } from './outgoing-calls.ts';
import { packError } from './pack-error.ts';
import type { CallOptions, LogLine, PeerHealth, PeerOptions, Traffic } from './peer-options.ts';
import * as wire from './protocol.ts';
import { Responsiveness } from './responsiveness.ts';
import { brokenBy, connectionClosed, peerFailed, protocolBroken, targetUnknown } from './rpc-errors.ts';
import { ServingTable } from './serving-table.ts';
import { SharedTimer } from './shared-timer.ts';
import { unpackError } from './unpack-error.ts';

/** How many characters of a line in the log are kept. */
const MAX_LOG_TEXT = 8192;

/**
 * One end of a connection between a host and a unit: makes calls and serves those of the other side, under the rules of
 * `protocol.ts`. Whatever the other side does, it costs no more than the limits allow.
 */
export class Peer {
  /** The names in the table of the other side, by index; empty before the greeting. */
  targets: readonly string[] = [];
  readonly side: string;
  readonly limits: RpcLimits;
  readonly #options: PeerOptions;
  readonly #carrier: Carrier;
  readonly #clock: () => number;
  readonly #greeting = new Greeting();
  readonly #pings = new Set<number>();
  readonly #outbox: Outbox;
  readonly #inbox: Inbox;
  readonly #outgoing: OutgoingCalls;
  readonly #caller: Caller;
  readonly #incoming: IncomingCalls;
  readonly #responsiveness: Responsiveness;
  readonly #timer: SharedTimer;
  #table: ServingTable;
  #isOpen = false;
  #closeReason: Error | undefined;
  #strays = 0;
  #lastPing = 0;

  constructor(carrier: Carrier, options: PeerOptions) {
    const { side, role, clock = () => performance.now(), traceCalls = false } = options;
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const post = this.#post;
    const onStray = this.#stray;
    const basics = { side, limits, clock, post };
    this.side = side;
    this.limits = limits;
    this.#options = options;
    this.#carrier = carrier;
    this.#clock = clock;
    this.#table = options.table ?? new ServingTable();
    this.#outbox = new Outbox({ limits, send: (packet) => this.#send(packet) });
    this.#inbox = new Inbox({ carrier, limits, onMessage: this.#receive, onBroken: this.#blame });
    this.#outgoing = new OutgoingCalls(basics);
    const nameOf = (target: number): string => this.targets[target] ?? `#${target}`;
    this.#caller = new Caller({ ...basics, outgoing: this.#outgoing, traceCalls, nameOf, onStray });
    this.#incoming = new IncomingCalls({ limits, clock, post, onStray, mayProgress: role === 'unit' });
    this.#responsiveness = new Responsiveness({
      limits,
      ping: () => this.#ping(),
      onChange: (isResponsive) => options.onResponsive?.(isResponsive),
    });
    this.#timer = new SharedTimer(clock, (now, elapsedMs) => this.#tick(now, elapsedMs));
    this.#greeting.expect(role === 'host' ? wire.HELLO : wire.WELCOME);
    carrier.start({
      onPacket: (packet) => this.#inbox.push(packet),
      onBroken: this.#blame,
      onClose: (reason) => this.close(connectionClosed(side, reason)),
    });
  }

  /** Why the connection has ended; `undefined` while it lasts. */
  get closeReason(): Error | undefined {
    return this.#closeReason;
  }

  /** The index of a name in the table of the other side. @throws RPC_TARGET_UNKNOWN */
  targetOf(name: string): number {
    const index = this.targets.indexOf(name);
    if (index === -1) throw targetUnknown(this.side, name, this.targets);
    return index;
  }

  /**
   * Calls what the other side has in its table under `target`. Rejects with what the other side throws, the reason of
   * `signal`, the reason of `close`, or
   *
   * @throws RPC_TIMEOUT, RUNNER_OVERLOADED, RPC_CLOSED, RPC_VALUE_UNSENDABLE, RPC_VALUE_TOO_LARGE
   */
  call(target: number, args: readonly unknown[], options: CallOptions = {}): Promise<unknown> {
    const reason = this.#cannotCall();
    if (reason !== undefined) return Promise.reject(reason);
    // oxlint-disable-next-line typescript/unbound-method -- it is not called
    const answer = this.#caller.call({ target, args, options, below: this.call });
    this.#timer.start();
    return answer;
  }

  /** Like `call`, for what answers with items. They come no faster than they are taken; `return()` ends the call. */
  stream(
    target: number,
    args: readonly unknown[],
    options: CallOptions = {},
  ): AsyncIterableIterator<unknown, undefined> {
    const reason = this.#cannotCall();
    if (reason !== undefined) throw reason;
    // oxlint-disable-next-line typescript/unbound-method -- it is not called
    const items = this.#caller.stream({ target, args, options, below: this.stream });
    this.#timer.start();
    return items;
  }

  /** Tells the other side that a handle of its table is no longer needed. */
  release(target: number): void {
    this.#post(encodePlain([wire.RELEASE, target]));
  }

  /** What cannot be sent is left out: logging does not fail. `id` is that of the call that is served, or 0. */
  log({ level, text, data, id = 0 }: LogLine): void {
    const head = [wire.LOG, id, wire.LOG_LEVELS.indexOf(level), text.slice(0, MAX_LOG_TEXT)] as const;
    try {
      this.#post(encodeWithValue(head, data, this.limits));
    } catch (thrown) {
      this.#post(encodePlain([...head, `(left out: ${packError(thrown).message})`]));
    }
  }

  /** How far the plugin as a whole has come. @throws RPC_VALUE_UNSENDABLE */
  progress(progress: wire.WireProgress): void {
    this.#post(encodeWithValue([wire.PROGRESS, 0], progress, this.limits));
  }

  /** Announces an orderly end. Calls in flight go on. */
  bye(reason: string): void {
    this.#post(encodePlain([wire.BYE, reason]));
  }

  /** The calls of both sides. */
  get traffic(): Traffic {
    const { unanswered, queued, total } = this.#outgoing;
    return { underWay: unanswered + queued + this.#incoming.size, total: total + this.#incoming.total };
  }

  health(): PeerHealth {
    const now = this.#clock();
    const abandoned = this.#outgoing.abandoned;
    return {
      isResponsive: this.#responsiveness.isResponsive,
      silentMs: this.#responsiveness.silentMs,
      unanswered: this.#outgoing.unanswered,
      abandoned: abandoned.length,
      oldestAbandonedMs: abandoned.reduce((oldest, { abandonedAt = now }) => Math.max(oldest, now - abandonedAt), 0),
      queued: this.#outgoing.queued,
      serving: this.#incoming.size,
    };
  }

  /** Ends the connection: everything in flight is rejected with `reason`, calls that are served are aborted with it. */
  close(reason: Error): void {
    if (this.#closeReason !== undefined) return;
    this.#closeReason = reason;
    this.#outbox.flush();
    this.#inbox.close();
    this.#timer.stop();
    this.#carrier.close();
    this.#greeting.close(reason);
    this.#outgoing.close(reason);
    this.#incoming.close(reason);
    this.#options.onClose?.(reason);
  }

  /** Ends the connection because it cannot go on, and tells the other side why. */
  fail(error: Error): void {
    if (this.#closeReason !== undefined) return;
    this.#post(encodePlain([wire.FATAL, packError(error)]));
    this.close(error);
  }

  /** Sends a greeting. WELCOME makes READY due; READY opens this side. For `host-handshake.ts` and `unit-handshake.ts`. */
  greet(message: wire.GreetingMessage): void {
    this.#post(encodeWithValue([message[0]], message[1], this.limits));
    if (message[0] === wire.WELCOME) this.#greeting.expect(wire.READY);
    if (message[0] === wire.READY) this.#isOpen = true;
  }

  /** What came with a greeting of the other side. @throws RPC_HANDSHAKE_FAILED, the reason of `close` */
  greeted(type: wire.GreetingType, timeoutMs: number): Promise<unknown> {
    if (this.#closeReason !== undefined) return Promise.reject(this.#closeReason);
    return this.#greeting.wait(type, { side: this.side, timeoutMs });
  }

  /** Keeps to what the other side allows. */
  adopt(limits: Partial<RpcLimits>): void {
    Object.assign(this.limits, limits);
  }

  serve(table: ServingTable): void {
    this.#table = table;
  }

  readonly #post = (message: EncodedValue): void => {
    if (this.#closeReason === undefined) this.#outbox.post(message);
  };

  readonly #receive = (message: wire.Message): void => {
    this.#responsiveness.heard();
    const [type] = message;
    if (type <= wire.READY) this.#receiveGreeting(message as wire.GreetingMessage);
    else if (type <= wire.RELEASE) this.#receiveCall(message as wire.CallRelatedMessage);
    else this.#receiveWord(message as wire.WordMessage);
  };

  #receiveGreeting(message: wire.GreetingMessage): void {
    this.#greeting.receive(message);
    if (message[0] === wire.READY) this.#isOpen = true;
  }

  #receiveCall(message: wire.CallRelatedMessage): void {
    if (!this.#isOpen) throw protocolBroken('a call before the greeting was over');
    switch (message[0]) {
      case wire.CALL:
        this.#incoming.serve(message, this.#table);
        if (message[4] > 0) this.#timer.start();
        return;
      case wire.ABORT:
        return this.#incoming.abort(message);
      case wire.CREDIT:
        return this.#incoming.credit(message[1], message[2]);
      case wire.RELEASE:
        if (!this.#table.release(message[1])) this.#stray('a RELEASE of no handle');
        return;
      case wire.OK:
      case wire.ERR:
      case wire.ITEM:
      case wire.END:
        return this.#caller.receive(message);
    }
  }

  #receiveWord(message: wire.WordMessage): void {
    switch (message[0]) {
      case wire.PING:
        return this.#post(encodePlain([wire.PONG, message[1]]));
      case wire.PONG:
        if (!this.#pings.delete(message[1])) this.#stray('a PONG to no PING');
        return;
      case wire.BYE:
        return this.#options.onBye?.(message[1]);
      case wire.FATAL:
        return this.close(peerFailed(this.side, unpackError(message[1])));
      case wire.LOG:
      case wire.PROGRESS:
        return this.#receiveReport(message);
    }
  }

  #receiveReport(message: wire.LogMessage | wire.ProgressMessage): void {
    const { role, onLog, onProgress } = this.#options;
    if (role === 'unit') throw protocolBroken('LOG and PROGRESS are for units');
    const [type, id] = message;
    const call = this.#outgoing.find(id)?.request.reports;
    if (type === wire.LOG) {
      // What is logged after the end of its call is logged all the same.
      const [, , level, text, data] = message;
      (call?.onLog ?? onLog)?.(wire.LOG_LEVELS[level]!, text.slice(0, MAX_LOG_TEXT), data);
    } else if (id === 0 || this.#outgoing.find(id) !== undefined) {
      (call?.onProgress ?? onProgress)?.(message[2], id);
    } else {
      this.#stray('progress of no call');
    }
  }

  readonly #blame = (thrown: unknown): void => this.fail(brokenBy(this.side, thrown));

  readonly #stray = (what: string): void => {
    this.#strays += 1;
    if (this.#strays > this.limits.strays) throw protocolBroken(`${what}, the ${this.#strays}th word about nothing`);
  };

  #cannotCall(): Error | undefined {
    if (this.#closeReason !== undefined) return this.#closeReason;
    return this.#isOpen ? undefined : connectionClosed(this.side, 'the greeting is not over');
  }

  #send(packet: Packet): void {
    try {
      this.#carrier.send(packet);
    } catch (thrown) {
      this.close(connectionClosed(this.side, `it cannot be written to: ${describeThrown(thrown)}`));
    }
    const { backlog } = this.#carrier;
    if (backlog > this.limits.backlogBytes) {
      this.#blame(protocolBroken(`it does not read what it is sent: ${backlog} bytes wait`));
    }
  }

  #ping(): void {
    this.#lastPing += 1;
    this.#pings.add(this.#lastPing);
    this.#post(encodePlain([wire.PING, this.#lastPing]));
  }

  #tick(now: number, elapsedMs: number): boolean {
    this.#outgoing.expire(now);
    this.#incoming.expire(now);
    const isOwed = this.#outgoing.unanswered > 0;
    this.#responsiveness.tick(elapsedMs, isOwed);
    return this.#outgoing.isTicking || this.#incoming.hasDeadlines;
  }
}
