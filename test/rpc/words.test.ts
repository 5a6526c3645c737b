import { describe, expect, test } from 'vitest';
import { Responsiveness } from '../../src/rpc/responsiveness.ts';
import { CALL, OK, PING, PONG } from '../../src/rpc/protocol.ts';
import { closeBoth, connect } from './connection.ts';
import { deferred, until } from './deferred.ts';
import { openRawUnit } from './raw-unit.ts';

describe('the log and the progress of a unit', () => {
  test('reach the host, with the number of the call that they belong to', async () => {
    const heard: unknown[] = [];
    const connection = await connect({
      unit: {
        work: (_, call) => {
          call.progress({ done: 1, total: 2 });
          return 'done';
        },
      },
      hostOptions: {
        onLog: (...line) => heard.push(line),
        onProgress: (progress, id) => heard.push([progress, id]),
      },
    });
    const { host, unit } = connection;
    unit.log({ level: 'warn', text: 'careful', data: { why: [1] } });
    unit.log({ level: 'info', text: 'odd', data: { why: () => {} } });
    unit.log({ level: 'debug', text: 'x'.repeat(10_000) });
    unit.progress({ done: 3, message: 'nearly' });
    expect(await host.call(0, [])).toBe('done');
    expect(heard).toEqual([
      ['warn', 'careful', { why: [1] }],
      ['info', 'odd', '(left out: A value cannot leave its thread or process: there is a function at "why".)'],
      ['debug', 'x'.repeat(8192), undefined],
      [{ done: 3, message: 'nearly' }, 0],
      [{ done: 1, total: 2 }, 1],
    ]);
    closeBoth(connection);
  });
});

describe('an orderly end', () => {
  test('is announced, and lets calls in flight end', async () => {
    const go = deferred<void>();
    const bye = deferred<string>();
    const connection = await connect({
      unit: { work: () => go.promise.then(() => 'done') },
      unitOptions: { onBye: bye.resolve },
    });
    const call = connection.host.call(0, []);
    connection.host.bye('the host stops');
    expect(await bye.promise).toBe('the host stops');
    go.resolve();
    expect(await call).toBe('done');
    closeBoth(connection);
  });
});

describe('signs of life', () => {
  function watched(): { life: Responsiveness; events: unknown[] } {
    const events: unknown[] = [];
    const life = new Responsiveness({
      limits: { pingMs: 1000, unresponsiveMs: 3000 },
      ping: () => events.push('ping'),
      onChange: (isResponsive) => events.push(isResponsive),
    });
    return { life, events };
  }

  function ticks(life: Responsiveness, count: number, isOwed = true): void {
    for (let tick = 0; tick < count; tick++) life.tick(100, isOwed);
  }

  test('are asked for after a second of silence, and missed after three', () => {
    const { life, events } = watched();
    ticks(life, 9);
    expect(events).toEqual([]);
    ticks(life, 20);
    expect(events).toEqual(['ping', 'ping']);
    ticks(life, 30);
    expect(events).toEqual(['ping', 'ping', 'ping', false, 'ping', 'ping']);
    life.heard();
    expect(events.at(-1)).toBe(true);
    expect(life).toMatchObject({ isResponsive: true, silentMs: 0 });
  });

  test('are not missed while nothing is owed', () => {
    const { life, events } = watched();
    ticks(life, 1000, false);
    ticks(life, 9);
    ticks(life, 1, false);
    ticks(life, 9);
    expect(events).toEqual([]);
  });

  test('are not missed because this side was stuck', () => {
    const { life, events } = watched();
    life.tick(60_000, true);
    expect(events).toEqual([]);
    expect(life.silentMs).toBe(100);
  });

  test('go over the connection on which the work is done', async () => {
    const events: unknown[] = [];
    const unit = await openRawUnit(
      {},
      {
        limits: { pingMs: 30, unresponsiveMs: 60 },
        onResponsive: (isResponsive) => events.push(isResponsive),
      },
    );
    const call = unit.host.call(0, []);
    await until(() => events.length === 1);
    expect(unit.host.health()).toMatchObject({ isResponsive: false, unanswered: 1 });
    expect(unit.received.filter(([type]) => type === PING || type === CALL)[1]).toEqual([PING, 1]);
    unit.send([PONG, 1]);
    await until(() => events.length === 2);
    expect(events).toEqual([false, true]);
    unit.send([OK, 1, 'at last']);
    expect(await call).toBe('at last');
    expect(unit.host.closeReason).toBeUndefined();
    unit.host.close(new Error('the test is over'));
  });

  test('are given by a unit whose handler takes long', async () => {
    const go = deferred<void>();
    const events: unknown[] = [];
    const connection = await connect({
      unit: { slow: () => go.promise },
      hostOptions: { limits: { pingMs: 30, unresponsiveMs: 120 }, onResponsive: (is) => events.push(is) },
    });
    const call = connection.host.call(0, [], { timeoutMs: 400 });
    await expect(call).rejects.toMatchObject({ code: 'RPC_TIMEOUT' });
    expect(events).toEqual([]);
    expect(connection.host.health()).toMatchObject({ isResponsive: true, abandoned: 1 });
    closeBoth(connection);
  });
});
