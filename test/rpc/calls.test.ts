import { isHooklineError, type HooklineError } from 'hookline';
import { afterEach, describe, expect, test } from 'vitest';
import { transfer } from '../../src/rpc/transfer.ts';
import {
  closeBoth,
  connect,
  memoryCarriers,
  portCarriers,
  type Connection,
  type ConnectionOptions,
} from './connection.ts';
import { deferred, until } from './deferred.ts';

let connection: Connection | undefined;
afterEach(() => {
  if (connection !== undefined) closeBoth(connection);
  connection = undefined;
});

function rejectionOf(promise: Promise<unknown>): Promise<HooklineError> {
  return promise.then(
    (value) => Promise.reject(new Error(`no rejection but ${JSON.stringify(value)}`)),
    (thrown: unknown) => thrown as HooklineError,
  );
}

describe.each([
  ['frames over a stream of bytes', memoryCarriers],
  ['a MessageChannel', portCarriers],
])('over %s', (_, create) => {
  async function open(options: ConnectionOptions): Promise<Connection> {
    connection = await connect(options, create);
    return connection;
  }

  describe('a call', () => {
    test('gives what the handler gives, or what its promise becomes', async () => {
      const { host } = await open({
        unit: {
          echo: ([value]) => value,
          later: async ([value]) => value,
          nothing: () => undefined,
          bytes: ([bytes]) => (bytes as Uint8Array).map((each) => each + 1),
        },
      });
      expect(host.targets).toEqual(['echo', 'later', 'nothing', 'bytes']);
      expect(await host.call(host.targetOf('echo'), [{ a: [1, null] }])).toEqual({ a: [1, null] });
      expect(await host.call(host.targetOf('later'), ['x'])).toBe('x');
      expect(await host.call(host.targetOf('nothing'), [])).toBeUndefined();
      expect(await host.call(host.targetOf('bytes'), [new Uint8Array([1, 2, 3])])).toEqual(new Uint8Array([2, 3, 4]));
    });

    test('goes from the unit to the host as well, also while the unit is being called', async () => {
      const { host } = await open({
        host: { double: ([value]) => Number(value) * 2 },
        unit: { sum: async ([value]) => 1 + Number(await connection!.unit.call(0, [value])) },
      });
      expect(await host.call(0, [20])).toBe(41);
    });

    test('does not wait for a result that looks like a promise', async () => {
      const { host } = await open({ unit: { odd: () => [{ then: 'a word' }] } });
      expect(await host.call(0, [])).toEqual([{ then: 'a word' }]);
    });

    test('keeps the order of calls, and gives each its own answer', async () => {
      const seen: unknown[] = [];
      const { host } = await open({
        unit: {
          note: ([value]) => {
            seen.push(value);
            return value;
          },
        },
      });
      const numbers = Array.from({ length: 600 }, (_each, index) => index);
      expect(await Promise.all(numbers.map((number) => host.call(0, [number])))).toEqual(numbers);
      expect(seen).toEqual(numbers);
    });

    test('moves the bytes that were given away', async () => {
      const { host } = await open({ unit: { size: ([bytes]) => (bytes as Uint8Array).byteLength } });
      const bytes = transfer(new Uint8Array(1_000_000));
      expect(await host.call(0, [bytes])).toBe(1_000_000);
      expect(bytes.byteLength).toBe(create === portCarriers ? 0 : 1_000_000);
    });
  });

  describe('an error', () => {
    test('comes back with code, data, cause and the stacks of both sides', async () => {
      const cause = Object.assign(new RangeError('inner'), { code: 'ERR_INNER' });
      const { host } = await open({
        hostOptions: { traceCalls: true },
        unit: {
          fail: () => {
            throw Object.assign(new TypeError('outer', { cause }), { code: 'ERR_OUTER', data: { line: 3 } });
          },
        },
      });
      const error = await rejectionOf(host.call(0, []));
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(TypeError);
      expect(error).toMatchObject({
        name: 'TypeError',
        message: 'outer',
        code: 'ERR_OUTER',
        data: { line: 3 },
      });
      expect(error.cause).toMatchObject({ name: 'RangeError', message: 'inner', code: 'ERR_INNER' });
      expect(error.stack).toMatch(
        /^TypeError: outer\n[^]*calls\.test\.ts[^]*\n--- host ---\n {4}at [^\n]*calls\.test\.ts/,
      );
    });

    test('says what cannot be sent, and where it is', async () => {
      const { host } = await open({ unit: { odd: () => ({ list: [1, { print() {} }] }), echo: ([value]) => value } });
      expect(await rejectionOf(host.call(0, []))).toMatchObject({
        code: 'RPC_VALUE_UNSENDABLE',
        message: 'A value cannot leave its thread or process: there is a function at "list.1.print".',
      });
      expect(await rejectionOf(host.call(1, [new Map()]))).toMatchObject({ code: 'RPC_VALUE_UNSENDABLE' });
      expect(await host.call(1, ['still here'])).toBe('still here');
    });

    test('says what is too large', async () => {
      const { host } = await open({ unit: { echo: ([value]) => value, big: () => 'x'.repeat(17 * 1024 * 1024) } });
      expect(await rejectionOf(host.call(0, ['ä'.repeat(9 * 1024 * 1024)]))).toMatchObject({
        code: 'RPC_VALUE_TOO_LARGE',
      });
      expect(await rejectionOf(host.call(1, []))).toMatchObject({ code: 'RPC_VALUE_TOO_LARGE' });
      expect(await host.call(0, ['x'.repeat(15 * 1024 * 1024)])).toHaveLength(15 * 1024 * 1024);
    });

    test('of a name that is not there suggests the nearest one', async () => {
      const { host } = await open({ unit: { render: () => 1 } });
      expect(() => host.targetOf('rendr')).toThrow(
        'The plugin "acme.one" has no "rendr" that can be called (did you mean "render"?).',
      );
    });

    test('has the frames of the handler, and few of the wire', async () => {
      const dig = (depth: number): never => {
        if (depth > 0) return dig(depth - 1);
        throw new Error('deep');
      };
      const { host } = await open({ unit: { start: () => dig(5) } });
      const { stack = '' } = (await rejectionOf(host.call(0, []))) as Error;
      expect(stack.match(/ at dig /g)).toHaveLength(6);
      expect(stack.match(/src[/\\]rpc/g)!.length).toBeLessThan(3);
    });
  });

  describe('a handle', () => {
    test('can be called until it is released', async () => {
      const { host, unit, hostTable } = await open({
        host: { open: () => hostTable.add('file', ([text]) => `${String(text)}!`) },
        unit: {},
      });
      const file = Number(await unit.call(0, []));
      expect(await unit.call(file, ['hello'])).toBe('hello!');
      unit.release(file);
      expect(await rejectionOf(unit.call(file, ['hello']))).toMatchObject({ code: 'RPC_TARGET_REVOKED' });
      expect(host.closeReason).toBeUndefined();
      expect(hostTable.size).toBe(1);
    });

    test('is gone when the table is revoked', async () => {
      const { unit, hostTable } = await open({ host: { read: () => 'text' }, unit: {} });
      expect(await unit.call(0, [])).toBe('text');
      hostTable.revoke();
      expect(await rejectionOf(unit.call(0, []))).toMatchObject({
        code: 'RPC_TARGET_REVOKED',
        message: '"read" can no longer be called.',
      });
    });
  });

  describe('cancellation', () => {
    test('rejects at once with the reason, and aborts the signal of the handler', async () => {
      const aborted = deferred<unknown>();
      const started = deferred<void>();
      const { host } = await open({
        unit: {
          wait: (__, call) => {
            call.signal.addEventListener('abort', () => aborted.resolve(call.signal.reason));
            started.resolve();
            return aborted.promise.then(() => 'too late');
          },
        },
      });
      const controller = new AbortController();
      const reason = Object.assign(new Error('the user left'), { code: 'LEFT' });
      const call = host.call(0, [], { signal: controller.signal });
      await started.promise;
      controller.abort(reason);
      expect(host.health()).toMatchObject({ unanswered: 1, abandoned: 1 });
      expect(await rejectionOf(call)).toBe(reason);
      expect(await aborted.promise).toMatchObject({ message: 'the user left', code: 'LEFT' });
      await until(() => host.health().unanswered === 0);
      expect(host.health()).toMatchObject({ abandoned: 0, oldestAbandonedMs: 0 });
    });

    test('in the turn of the call comes when the handler has begun', async () => {
      const aborted = deferred<unknown>();
      const { host } = await open({
        unit: {
          wait: (__, { signal }) => {
            const before = signal.aborted;
            signal.addEventListener('abort', () => aborted.resolve(before));
            return aborted.promise;
          },
        },
      });
      const controller = new AbortController();
      const call = host.call(0, [], { signal: controller.signal });
      controller.abort(new Error('at once'));
      expect(await rejectionOf(call)).toMatchObject({ message: 'at once' });
      expect(await aborted.promise).toBe(false);
    });

    test('of a signal that is aborted already sends nothing', async () => {
      let calls = 0;
      const { host } = await open({ unit: { count: () => ++calls } });
      const reason = new Error('never mind');
      expect(await rejectionOf(host.call(0, [], { signal: AbortSignal.abort(reason) }))).toBe(reason);
      expect(await host.call(0, [])).toBe(1);
    });

    test('makes no signal where no handler reads it, and an aborted one where it is read late', async () => {
      const go = deferred<void>();
      const { host } = await open({
        unit: { late: (__, call) => go.promise.then(() => call.signal.aborted), echo: () => 'here' },
      });
      const controller = new AbortController();
      const call = host.call(0, [], { signal: controller.signal });
      controller.abort();
      await expect(call).rejects.toMatchObject({ name: 'AbortError' });
      await host.call(1, []);
      go.resolve();
      await host.call(1, []);
      expect(host.health()).toMatchObject({ unanswered: 0, abandoned: 0 });
    });
  });

  describe('a deadline', () => {
    test('rejects the call, and aborts the handler', async () => {
      const aborted = deferred<HooklineError>();
      const { host } = await open({
        unit: {
          stuck: (__, call) => {
            call.signal.addEventListener('abort', () => aborted.resolve(call.signal.reason as HooklineError));
            return new Promise(() => {});
          },
        },
      });
      const error = await rejectionOf(host.call(0, [], { timeoutMs: 30 }));
      expect(error).toMatchObject({
        code: 'RPC_TIMEOUT',
        message: 'The call of "stuck" in the plugin "acme.one" took longer than 30 ms.',
        data: { name: 'stuck', timeoutMs: 30 },
      });
      expect(isHooklineError(await aborted.promise)).toBe(true);
      expect((await aborted.promise).code).toBe('RPC_TIMEOUT');
    });
  });

  describe('the window', () => {
    test('lets calls wait, and refuses those beyond the queue', async () => {
      let running = 0;
      let most = 0;
      const go = deferred<void>();
      const { host } = await open({
        hostOptions: { limits: { windowCalls: 4, queuedCalls: 8 } },
        unit: {
          work: async () => {
            most = Math.max(most, ++running);
            await go.promise;
            running -= 1;
          },
        },
      });
      const calls = Array.from({ length: 12 }, () => host.call(0, []));
      expect(host.health()).toMatchObject({ unanswered: 4, queued: 8 });
      expect(await rejectionOf(host.call(0, []))).toMatchObject({
        code: 'RUNNER_OVERLOADED',
        message: 'The plugin "acme.one" is overloaded: calls that wait for it already: 8.',
      });
      go.resolve();
      await Promise.all(calls);
      expect(most).toBe(4);
      expect(host.health()).toMatchObject({ unanswered: 0, queued: 0 });
    });

    test('counts bytes as well, but lets a large call pass alone', async () => {
      const go = deferred<void>();
      const { host } = await open({
        hostOptions: { limits: { windowBytes: 1000 } },
        unit: { work: () => go.promise },
      });
      const calls = ['x'.repeat(5000), 'small', 'small'].map((text) => host.call(0, [text]));
      expect(host.health()).toMatchObject({ unanswered: 1, queued: 2 });
      go.resolve();
      await Promise.all(calls);
    });

    test('takes a call that is cancelled out of the queue', async () => {
      const go = deferred<void>();
      const { host } = await open({
        hostOptions: { limits: { windowCalls: 1 } },
        unit: { work: ([value]) => (value === 1 ? go.promise : value) },
      });
      const controller = new AbortController();
      const calls = [host.call(0, [1]), host.call(0, [2], { signal: controller.signal }), host.call(0, [3])];
      controller.abort(new Error('not needed'));
      await expect(calls[1]).rejects.toThrow('not needed');
      go.resolve();
      expect(await calls[2]).toBe(3);
    });
  });

  describe('closing', () => {
    test('rejects everything in flight with the reason, and aborts what is served', async () => {
      const started = deferred<AbortSignal>();
      const { host, unit } = await open({
        hostOptions: { limits: { windowCalls: 1 } },
        unit: {
          stuck: (__, call) => {
            started.resolve(call.signal);
            return new Promise(() => {});
          },
        },
      });
      const calls = [host.call(0, []), host.call(0, [])];
      const signal = await started.promise;
      const reason = new Error('the plugin was stopped');
      const aborted = new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      host.close(reason);
      expect(await Promise.all(calls.map(rejectionOf))).toEqual([reason, reason]);
      expect(await rejectionOf(host.call(0, []))).toBe(reason);
      await aborted;
      expect(unit.closeReason).toMatchObject({ code: 'RPC_CLOSED' });
    });
  });
});
