import { decodePacket } from '../../../src/rpc/decode-packet.ts';
import { receiveHello } from '../../../src/rpc/host-handshake.ts';
import { DEFAULT_LIMITS } from '../../../src/rpc/limits.ts';
import { createPacket } from '../../../src/rpc/packet.ts';
import { FATAL, HELLO } from '../../../src/rpc/protocol.ts';
import { runnerExited } from '../../../src/manager/isolation/runner-errors.ts';
import { createHost } from '../../manager/host.ts';
import { thrownBy } from '../../hooks/untyped-hooks.ts';
import { connect, NONCE, type Connection, type ConnectionOptions } from '../../rpc/connection.ts';
import { openRawUnit, RAW_HELLO, startRawUnit } from '../../rpc/raw-unit.ts';
import type { UnitRequest } from '../../../src/runners/runner.ts';
import { startProcessUnit } from '../../../src/runners/start-process-unit.ts';
import { createRequest } from '../../runners/unit-request.ts';
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

const EXIT = { code: 3, signal: null, reason: 'ended with the exit code 3', lastLines: ['no disk'] };

async function confinedSyncHook(): Promise<unknown> {
  const { manager } = await createHost(
    { 'acme.one': { manifest: { hooks: { slug: {} } } } },
    { runners: { min: 'process' } },
  );
  await manager.rescan();
  const { code, reason, remedy } = manager.get('acme.one')!;
  return { code, message: reason, hint: remedy, data: {} };
}

/** What a start of a plugin with such an entry is rejected with. */
async function refusedStart(code: string, options: Partial<UnitRequest>): Promise<unknown> {
  return startProcessUnit(await createRequest(code, options)).catch((error: unknown) => error);
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
  RUNNER_EXITED: () => runnerExited({ id: 'acme.one', version: '1.0.0' }, EXIT, 200),
  RUNNER_OVERLOADED: () =>
    failing(({ host }) => {
      host.call(1, []).catch(() => {});
      host.call(1, []).catch(() => {});
      return host.call(1, []);
    }),
  RUNNER_UNAVAILABLE: confinedSyncHook,
  RUNNER_START_FAILED: () =>
    refusedStart('export default {};', { execArgv: ['--title=acme', '--eval', 'process.exit(3)'] }),
  RUNNER_UNSUPPORTED: () => refusedStart('export default { hookspecs: { after_save: {} } };', {}),
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
  RUNNER_EXITED: {
    message:
      'The runner of the plugin "acme.one" 1.0.0 ended with the exit code 3. It is started again in 200 ms. It said last: "no disk".',
    hint: 'Look at what it wrote last.',
  },
  RUNNER_OVERLOADED: {
    message: 'The plugin "acme.one" is overloaded: calls that wait for it already: 1.',
    hint: 'Call less at once, or make the plugin answer sooner.',
  },
  RUNNER_UNAVAILABLE: {
    message:
      'The plugin "acme.one" 1.0.0 cannot run as isolated as it has to: not in the runner "process", because it implements the synchronous hook "slug", which cannot wait for another process.',
    hint: 'Let it run with less isolation, if you trust it so far, or remove it.',
  },
  RUNNER_START_FAILED: {
    message: 'The plugin "acme.one" 1.0.0 could not be started: it ended with the exit code 3.',
    hint: 'Look at the reason that the message gives: a launcher or a flag of Node may be wrong.',
  },
  RUNNER_UNSUPPORTED: {
    message: 'The plugin "acme.one" 1.0.0 contributes hooks, and so cannot run in a thread or process of its own.',
    hint: 'Run the plugin in the thread of the host, if you trust it.',
  },
};
