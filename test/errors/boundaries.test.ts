import { fork } from 'node:child_process';
import { once, type EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import { fromWire, HooklineError, toWire, type WireError } from 'hookline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecondCopy, type SecondCopy } from './second-copy.ts';

const PEER = new URL('./fixtures/peer.mjs', import.meta.url);

/** A thread or process on the other side, which has loaded another copy of the package. */
interface Peer {
  readonly emitter: EventEmitter;
  send(message: WireError): void;
  ended(): Promise<unknown>;
}

let copy: SecondCopy;
beforeAll(async () => {
  copy = await createSecondCopy();
});
afterAll(() => copy[Symbol.asyncDispose]());

function startThread(): Peer {
  const worker = new Worker(PEER, { argv: [copy.url] });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node has no origin
  const send = (message: WireError): void => worker.postMessage(message);
  return { emitter: worker, send, ended: () => worker.terminate() };
}

function startProcess(): Peer {
  const child = fork(PEER, [copy.url]);
  return { emitter: child, send: (message) => child.send(message), ended: () => once(child, 'exit') };
}

async function receive(peer: Peer): Promise<unknown> {
  const [message] = (await once(peer.emitter, 'message')) as [unknown];
  return message;
}

describe.each([
  ['a thread, by structured clone', startThread],
  ['a process, as JSON', startProcess],
])('across %s', (_, start) => {
  test('an error arrives whole, and comes back as it was sent', async () => {
    const peer = start();
    const wire = await receive(peer);
    const arrived = fromWire(wire);
    expect(wire).toStrictEqual({
      name: 'HooklineError',
      message: 'Too late.',
      stack: expect.stringContaining('peer.mjs') as string,
      hookline: true,
      code: 'HOOK_TIMEOUT',
      hint: 'Wait.',
      data: { list: [1, 'undefined', 'the bigint 2'], when: '1970-01-01T00:00:00.000Z' },
      cause: {
        name: 'TypeError',
        message: 'inner',
        stack: expect.stringContaining('peer.mjs') as string,
        code: 'ERR_INNER',
        cause: { name: 'NonError', message: 'the symbol Symbol(root)', thrown: 'the symbol Symbol(root)' },
      },
    });
    expect(arrived).toBeInstanceOf(HooklineError);
    expect(toWire(arrived)).toStrictEqual(wire);

    const sent = toWire(new HooklineError('HOOK_FAILED', 'Out.', { data: { arrived: true }, cause: arrived }));
    const answer = receive(peer);
    peer.send(sent);
    expect(await answer).toStrictEqual({ recognised: true, wire: sent });
    await peer.ended();
  });
});
