import { decodePacket } from '../../../src/rpc/decode-packet.ts';
import { receiveHello } from '../../../src/rpc/host-handshake.ts';
import { DEFAULT_LIMITS } from '../../../src/rpc/limits.ts';
import { createPacket } from '../../../src/rpc/packet.ts';
import { FATAL, HELLO } from '../../../src/rpc/protocol.ts';
import { thrownBy } from '../../hooks/untyped-hooks.ts';
import { connect, NONCE, type Connection, type ConnectionOptions } from '../../rpc/connection.ts';
import { openRawUnit, RAW_HELLO, startRawUnit } from '../../rpc/raw-unit.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

type Use = (connection: Connection) => unknown;

const OPTIONS: ConnectionOptions = {
  unit: { render: ([value]) => value, stuck: () => new Promise(() => {}) },
  hostOptions: { limits: { windowCalls: 1, queuedCalls: 1, frameBytes: 10_000 } },
};

/** What `use` throws or rejects with. */
async function failing(use: Use): Promise<unknown> {
  const connection = await connect(OPTIONS);
  try {
    return await use(connection);
  } catch (thrown) {
    return thrown;
  } finally {
    connection.host.close(new Error('the test is over'));
  }
}

async function foreignUnit(): Promise<unknown> {
  const unit = startRawUnit();
  const greeting = receiveHello(unit.host, { nonce: NONCE, timeoutMs: 5000 });
  unit.send([HELLO, { ...RAW_HELLO, wire: [2] }]);
  return greeting.catch((error: unknown) => error);
}

async function unitThatGivesUp(): Promise<unknown> {
  const unit = await openRawUnit();
  unit.send([FATAL, { name: 'Error', message: 'out of memory' }]);
  return unit.host.call(0, []).catch((error: unknown) => error);
}

/** How to make a connection give each of its errors. */
export const runnersProvocations: Record<CodeOf<'runners'>, Provoke> = {
  RPC_CLOSED: () =>
    failing(({ host, unit }) => {
      const call = host.call(1, []);
      unit.close(new Error('gone'));
      return call;
    }),
  RPC_HANDSHAKE_FAILED: foreignUnit,
  RPC_PEER_FAILED: unitThatGivesUp,
  RPC_PROTOCOL_BROKEN: () => thrownBy(() => decodePacket(createPacket('[{"__proto__":{}}]', []), DEFAULT_LIMITS)),
  RPC_TARGET_REVOKED: () =>
    failing(({ host, unitTable }) => {
      unitTable.revoke();
      return host.call(0, []);
    }),
  RPC_TARGET_UNKNOWN: () => failing(({ host }) => host.targetOf('rendr')),
  RPC_TIMEOUT: () => failing(({ host }) => host.call(1, [], { timeoutMs: 1 })),
  RPC_VALUE_TOO_LARGE: () => failing(({ host }) => host.call(0, ['x'.repeat(20_000)])),
  RPC_VALUE_UNSENDABLE: () => failing(({ host }) => host.call(0, [{ list: [() => {}] }])),
  RUNNER_OVERLOADED: () =>
    failing(({ host }) => {
      host.call(1, []).catch(() => {});
      host.call(1, []).catch(() => {});
      return host.call(1, []);
    }),
};

/** What each of them says. */
export const runnersMessages: Record<CodeOf<'runners'>, Message> = {
  RPC_CLOSED: {
    message: 'The connection to the plugin "acme.one" is closed: the other end was closed.',
    hint: 'Look at the reason that the message gives; calls after the end of a plugin are in vain.',
  },
  RPC_HANDSHAKE_FAILED: {
    message: 'The plugin "acme.one" cannot be greeted: it has version 2 of the wire, and this side has version 1.',
    hint: 'Use the same version of Hookline on both sides.',
  },
  RPC_PEER_FAILED: {
    message: 'The plugin "acme.one" gave up the connection: out of memory',
    hint: 'Look at the cause, which comes from the other side.',
  },
  RPC_PROTOCOL_BROKEN: {
    message: 'The other side broke the rules of the wire: the key "__proto__".',
    hint: 'Do not trust the plugin: an honest one cannot cause this.',
  },
  RPC_TARGET_REVOKED: {
    message: '"render" can no longer be called.',
    hint: 'Do not call services and handles after they were released or their owner has stopped.',
  },
  RPC_TARGET_UNKNOWN: {
    message: 'The plugin "acme.one" has no "rendr" that can be called (did you mean "render"?).',
    hint: 'Call what the other side offers.',
  },
  RPC_TIMEOUT: {
    message: 'The call of "stuck" in the plugin "acme.one" took longer than 1 ms.',
    hint: 'Make the other side answer sooner and heed its signal, or raise the limit.',
  },
  RPC_VALUE_TOO_LARGE: {
    message: 'A value is too large to leave its thread or process: 20004 bytes, of at most 8976.',
    hint: 'Send less, or send it in parts, as a stream of items.',
  },
  RPC_VALUE_UNSENDABLE: {
    message: 'A value cannot leave its thread or process: there is a function at "0.list.0".',
    hint: 'Send plain objects, arrays, strings, numbers, bigints, booleans, dates and Uint8Arrays only.',
  },
  RUNNER_OVERLOADED: {
    message: 'The plugin "acme.one" is overloaded: calls that wait for it already: 1.',
    hint: 'Call less at once, or make the plugin answer sooner.',
  },
};
