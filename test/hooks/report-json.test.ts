import { fromWire, hook, isHooklineError, type JsonReport } from 'hookline';
import { describe, expect, test } from 'vitest';
import { backends, FakeClock, setUp } from './call-setup.ts';

const trap = (): never => {
  throw new Error('trap');
};
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const cycle: { self?: unknown } = {};
cycle.self = cycle;

const answers: Record<string, unknown> = {
  null: null,
  text: 'x',
  nan: NaN,
  infinity: -Infinity,
  bigint: 10n,
  symbol: Symbol('s'),
  function: () => {},
  class: Map,
  date: new Date(0),
  invalidDate: new Date(NaN),
  map: new Map([['k', new Set([1])]]),
  bytes: new Uint8Array(3),
  cycle,
  deep: Array.from({ length: 100 }).reduce<unknown>((inner) => ({ inner }), 'bottom'),
  wide: Array.from({ length: 10_000 }, (_, index) => index),
  getter: {
    get value() {
      return trap();
    },
  },
  toJson: { toJSON: trap },
  proto: JSON.parse('{"__proto__": {"polluted": true}}'),
  proxy: new Proxy({}, { get: trap, getPrototypeOf: trap, ownKeys: trap, getOwnPropertyDescriptor: trap, has: trap }),
  proxyWithin: { list: [new Proxy({}, { getPrototypeOf: trap, ownKeys: trap })], beside: 1 },
  revoked: revoked.proxy,
  revokedWithin: [revoked.proxy, 1],
  bare: Object.create(null),
  hostileError: Object.defineProperty(new Error('x'), 'message', { get: trap }),
  long: 'x'.repeat(100_000),
};
// The proxies have a `then` that throws, so these answers come as parts of a list.
const boxed = Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, [value]]));

describe.each(backends)('with the backend %s', (backend) => {
  test('the JSON form of a report is plain data, and says the same', async () => {
    const clock = new FakeClock();
    const { add, report } = setUp(hook.collect(), { backend, clock: clock.read });
    add('a', () => ({ title: 'x', tags: ['y'] }));
    add('broken', async () => {
      clock.now += 5;
      throw new TypeError('no');
    });
    add('silent', () => {});
    const { report: made } = await report();
    const json = JSON.parse(JSON.stringify(made)) as JsonReport;
    const usual = { version: '1.0.0', id: '1', wrapper: false, answered: false, durationMs: 0 };
    expect(json).toEqual({
      hook: 'work',
      callId: made.callId,
      startedAt: made.startedAt,
      durationMs: 5,
      status: 'partial',
      entries: [
        { ...usual, plugin: 'a', status: 'ok', answered: true, value: { title: 'x', tags: ['y'] } },
        { ...usual, plugin: 'broken', status: 'error', durationMs: 5, error: json.entries[1]!.error },
        { ...usual, plugin: 'silent', status: 'ok' },
      ],
    });
    const error = fromWire(json.entries[1]!.error);
    expect([isHooklineError(error) && error.code, (error.cause as Error).message]).toEqual(['HOOK_FAILED', 'no']);
  });

  test('whatever hookimpls answer, the report becomes JSON and comes back unchanged', async () => {
    const { add, report } = setUp(hook.sync.collect(), { backend });
    for (const [name, value] of Object.entries(boxed)) add(name, () => value);
    const { report: made } = await report();
    const text = JSON.stringify(made);
    const json = made.toJSON();
    expect(JSON.parse(text)).toEqual(json);
    expect(json.entries.map(({ plugin, answered }) => [plugin, answered])).toEqual(
      Object.keys(boxed).map((name) => [name, true]),
    );
    expect(text.length).toBeLessThan(500_000);
    expect(({} as { polluted?: unknown }).polluted).toBe(undefined);
  });

  test('whatever hookimpls throw, the report becomes JSON', async () => {
    const { add, report } = setUp(hook.sync.collect(), { backend });
    for (const [name, value] of Object.entries(answers)) {
      add(name, () => {
        throw value;
      });
    }
    const { report: made } = await report();
    const json = JSON.parse(JSON.stringify(made)) as JsonReport;
    expect(json.entries.map(({ plugin, error }) => [plugin, error?.code])).toEqual(
      Object.keys(answers).map((name) => [name, 'HOOK_FAILED']),
    );
    expect(json).toEqual(made.toJSON());
  });

  test('an answer that has a form for JSON of its own is shown as it is', async () => {
    const { add, report } = setUp(hook.sync.first(), { backend });
    add('a', () => ({ visible: 1, toJSON: () => 'replaced' }));
    const { report: made } = await report();
    expect(made.toJSON().entries[0]!.value).toMatchObject({ visible: 1 });
  });

  test('the JSON form is a copy: changing it, or the answer behind it, changes nothing', async () => {
    const { add, report } = setUp(hook.sync.first(), { backend });
    const given = { list: [1] };
    add('a', () => given);
    const { report: made } = await report();
    const json = made.toJSON();
    given.list.push(2);
    expect(json.entries[0]!.value).toEqual({ list: [1] });
    expect(made.toJSON().entries[0]!.value).toEqual({ list: [1, 2] });
  });
});
