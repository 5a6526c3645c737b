import type { HooklineError } from 'hookline';
import { afterEach, describe, expect, test } from 'vitest';
import { closeBoth, connect, type Connection, type ConnectionOptions } from './connection.ts';
import { until } from './deferred.ts';
import { openRawUnit } from './raw-unit.ts';

let connection: Connection | undefined;
afterEach(() => {
  if (connection !== undefined) closeBoth(connection);
  connection = undefined;
});

async function open(options: ConnectionOptions): Promise<Connection> {
  connection = await connect(options);
  return connection;
}

async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const collected: unknown[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

function* numbersTo(most: number): Generator<number> {
  for (let number = 1; number <= most; number++) yield number;
}

describe('a stream', () => {
  test('gives the items in order, of an iterator that is synchronous or not', async () => {
    const { host, unit } = await open({
      unit: {
        list: () => [1, undefined, new Uint8Array([3])],
        later: async function* later() {
          yield 'a';
          yield 'b';
        },
      },
      host: { numbers: async ([most]) => numbersTo(Number(most)) },
    });
    expect(await collect(host.stream(0, []))).toEqual([1, undefined, new Uint8Array([3])]);
    expect(await collect(host.stream(1, []))).toEqual(['a', 'b']);
    expect(await collect(unit.stream(0, [1000]))).toEqual([...numbersTo(1000)]);
    expect(host.health()).toMatchObject({ unanswered: 0, serving: 0 });
  });

  test('is no faster than its reader', async () => {
    let made = 0;
    const { host } = await open({
      unit: {
        *numbers() {
          for (;;) yield ++made;
        },
        echo: ([value]) => value,
      },
    });
    const items = host.stream(0, []);
    expect(await items.next()).toEqual({ done: false, value: 1 });
    for (let turn = 0; turn < 5; turn++) await host.call(1, []);
    // One more is made and waits for its turn.
    expect(made).toBe(17);
    for (let count = 2; count <= 9; count++) await items.next();
    for (let turn = 0; turn < 5; turn++) await host.call(1, []);
    expect(made).toBe(25);
    await items.return?.();
  });

  test('holds back large items earlier', async () => {
    let made = 0;
    const { host } = await open({
      unit: {
        *chunks() {
          for (;;) {
            made += 1;
            yield new Uint8Array(100 * 1024);
          }
        },
        echo: ([value]) => value,
      },
    });
    const items = host.stream(0, []);
    for (let turn = 0; turn < 5; turn++) await host.call(1, []);
    expect(made).toBe(4);
    await items.return?.();
  });

  test('gives the items before an error, then the error, then nothing', async () => {
    const { host } = await open({
      unit: {
        *some() {
          yield 1;
          throw Object.assign(new Error('broken'), { code: 'E_BROKEN' });
        },
      },
    });
    const items = host.stream(0, []);
    expect(await items.next()).toEqual({ done: false, value: 1 });
    await expect(items.next()).rejects.toMatchObject({ message: 'broken', code: 'E_BROKEN' });
    expect(await items.next()).toEqual({ done: true, value: undefined });
  });

  test('closes the iterator when the reader leaves', async () => {
    let isClosed = false;
    const { host } = await open({
      unit: {
        async *endless() {
          try {
            for (;;) yield 'x';
          } finally {
            isClosed = true;
          }
        },
      },
    });
    for await (const item of host.stream(0, [])) {
      expect(item).toBe('x');
      break;
    }
    await until(() => host.health().unanswered === 0);
    expect(isClosed).toBe(true);
  });

  test('ends with the reason of its signal, and with its deadline', async () => {
    const waiting = {
      async *wait(_: readonly unknown[], { signal }: { readonly signal: AbortSignal }) {
        yield 'first';
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve);
        });
      },
    };
    const { host } = await open({ unit: waiting });
    const controller = new AbortController();
    const reason = new Error('enough');
    const items = host.stream(0, [], { signal: controller.signal });
    await items.next();
    controller.abort(reason);
    await expect(items.next()).rejects.toBe(reason);
    await expect(collect(host.stream(0, [], { timeoutMs: 30 }))).rejects.toMatchObject({ code: 'RPC_TIMEOUT' });
    await until(() => host.health().unanswered === 0);
  });

  test('of what gives no items says so', async () => {
    const { host } = await open({ unit: { none: () => 42 } });
    await expect(collect(host.stream(0, []))).rejects.toMatchObject({
      code: 'RPC_VALUE_UNSENDABLE',
      message: 'A value cannot leave its thread or process: there is the number 42, where items were asked for.',
    });
  });

  test('is ended by an item without credit', async () => {
    const unit = await openRawUnit();
    const items = unit.host.stream(0, []);
    await until(() => unit.received.some(([type]) => type === 4));
    unit.send(...Array.from({ length: 17 }, () => [8, 1, 'x']));
    await until(() => unit.host.closeReason !== undefined);
    expect((unit.host.closeReason as HooklineError).data).toEqual({ detail: 'an ITEM without credit' });
    await expect(collect(items)).rejects.toBe(unit.host.closeReason);
  });
});
