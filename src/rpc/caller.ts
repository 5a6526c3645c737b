import { encodePlain } from './encode-message.ts';
import { ItemReader } from './item-reader.ts';
import type { OutgoingCall, OutgoingCalls, OutgoingOptions } from './outgoing-calls.ts';
import type { CallOptions } from './peer-options.ts';
import {
  CREDIT,
  END,
  ERR,
  ITEM,
  OK,
  type EndMessage,
  type ErrMessage,
  type ItemMessage,
  type OkMessage,
} from './protocol.ts';
import { connectionClosed, protocolBroken } from './rpc-errors.ts';
import { unpackError } from './unpack-error.ts';

export interface CallerOptions extends OutgoingOptions {
  readonly outgoing: OutgoingCalls;
  /** Whether errors say where the call was made. */
  readonly traceCalls: boolean;
  /** How messages name a target. */
  readonly nameOf: (target: number) => string;
  readonly onStray: (what: string) => void;
}

/** What a call is made of. */
export interface CallParts {
  readonly target: number;
  readonly args: readonly unknown[];
  readonly options: CallOptions;
  /** The function that was called: frames are of interest only from its caller on. */
  readonly below: (...args: never[]) => unknown;
}

export type AnswerMessage = OkMessage | ErrMessage | ItemMessage | EndMessage;

/** Makes calls, as promises or as streams of items, and hands their answers on. */
export class Caller {
  readonly #options: CallerOptions;

  constructor(options: CallerOptions) {
    this.#options = options;
  }

  call(parts: CallParts): Promise<unknown> {
    const site = this.#siteOf(parts);
    return new Promise((resolve, reject) => {
      this.#begin(parts, 0, { onOk: resolve, onItem: unused, onEnd: unused, onError: reject, site });
    });
  }

  stream(parts: CallParts): AsyncIterableIterator<unknown, undefined> {
    const { limits, outgoing, post, side } = this.#options;
    const credit = limits.streamItems;
    let call: OutgoingCall | undefined;
    const reader = new ItemReader({
      credit,
      onTaken: (items) => {
        if (call !== undefined && outgoing.find(call.id) === call) post(encodePlain([CREDIT, call.id, items]));
      },
      onReturn: () => {
        if (call !== undefined) outgoing.abandon(call, connectionClosed(side, 'the rest is not wanted'));
      },
    });
    try {
      call = this.#begin(parts, credit, {
        onOk: unused,
        onItem: (value) => reader.push(value),
        onEnd: () => reader.end(),
        onError: (thrown) => reader.fail(thrown),
        site: this.#siteOf(parts),
      });
    } catch (thrown) {
      reader.fail(thrown);
    }
    return reader;
  }

  /** @throws RPC_PROTOCOL_BROKEN for an answer of the wrong kind */
  receive(message: AnswerMessage): void {
    const { outgoing, onStray } = this.#options;
    const [type, id] = message;
    const call = outgoing.find(id);
    if (call === undefined) {
      onStray('an answer to no call');
      return;
    }
    const isStream = call.request.credit > 0;
    if (isStream !== (type === ITEM || type === END)) throw protocolBroken('an answer of the wrong kind');
    if (type === ITEM) call.sink.onItem(message[2]);
    else this.#finish(call, message);
  }

  #finish(call: OutgoingCall, message: OkMessage | ErrMessage | EndMessage): void {
    this.#options.outgoing.finish(call.id);
    if (call.abandonedAt !== undefined) return;
    if (message[0] === OK) call.sink.onOk(message[2]);
    else if (message[0] === ERR || message[2] !== undefined) call.sink.onError(unpackError(message[2], framesOf(call)));
    else call.sink.onEnd();
  }

  #begin({ target, args, options }: CallParts, credit: number, sink: OutgoingCall['sink']): OutgoingCall {
    const { timeoutMs = Infinity, signal, reports, name = this.#options.nameOf(target) } = options;
    return this.#options.outgoing.begin({ target, args, name, timeoutMs, signal, credit, reports }, sink);
  }

  /** The frames of the caller. The engine writes them down as text only if somebody reads them. */
  #siteOf({ below }: CallParts): OutgoingCall['sink']['site'] {
    if (!this.#options.traceCalls) return undefined;
    const site = {};
    Error.captureStackTrace(site, below);
    return site;
  }
}

function framesOf({ sink }: OutgoingCall): string | undefined {
  return sink.site?.stack?.split('\n').slice(1).join('\n');
}

function unused(): void {
  // A call with one answer gets no items.
}
