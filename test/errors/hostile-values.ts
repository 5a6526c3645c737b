import { runInNewContext } from 'node:vm';

const TRAPS = [
  'get',
  'has',
  'ownKeys',
  'getPrototypeOf',
  'getOwnPropertyDescriptor',
  'isExtensible',
  'apply',
] as const satisfies (keyof ProxyHandler<object>)[];

function boom(): never {
  throw new Error('a trap');
}

/** A proxy of which every trap throws. */
export function trapped<Target extends object>(target: Target): Target {
  return new Proxy(target, Object.fromEntries(TRAPS.map((trap) => [trap, boom])));
}

export function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** An error whose property `key` is a getter. */
export function errorWithGetter(key: string, get: () => unknown): Error {
  return Object.defineProperty(new Error('original'), key, { get, configurable: true, enumerable: true });
}

export function errorOfOtherRealm(): unknown {
  return runInNewContext("new TypeError('from elsewhere')");
}

/** An array or Set whose iterator never ends. */
function endless<Collection extends object>(collection: Collection): Collection {
  return Object.defineProperty(collection, Symbol.iterator, {
    *value(): Generator<number> {
      while (true) yield 1;
    },
  });
}

function nested(depth: number): unknown {
  let value: unknown = 'core';
  for (let level = 0; level < depth; level++) value = { value };
  return value;
}

function circular(): object {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value;
}

/** Values that break code which believes what it is told, each with a name for the title of a test. */
export const hostileValues: readonly (readonly [name: string, value: unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['NaN', NaN],
  ['minus zero', -0],
  ['a huge bigint', 10n ** 400n],
  ['a lone surrogate', '\uD800'],
  ['a huge string', 'x'.repeat(1_000_000)],
  ['a symbol', Symbol('s')],
  ['a symbol with a huge name', Symbol('s'.repeat(100_000))],
  ['a function', () => {}],
  ['a function without a proper name', Object.defineProperty(() => {}, 'name', { value: Symbol('no string') })],
  ['an object without prototype', Object.create(null)],
  ['a frozen object', Object.freeze({ a: 1 })],
  ['a frozen error', Object.freeze(new Error('frozen'))],
  ['an own __proto__ key', JSON.parse('{"__proto__": {"polluted": true}}')],
  ['an object whose constructor throws', Object.defineProperty({}, 'constructor', { get: boom })],
  ['an object whose toJSON throws', { toJSON: boom }],
  ['an object whose toString throws', { toString: boom, [Symbol.toPrimitive]: boom }],
  ['a getter that throws', Object.defineProperty({}, 'a', { get: boom, enumerable: true })],
  ['a circular object', circular()],
  ['a deep object', nested(100_000)],
  ['a sparse array', Object.assign([], { length: 4_294_967_295 })],
  ['an endless array', endless([1, 2])],
  ['an endless Set', endless(new Set([1]))],
  ['an endless Map', endless(new Map([[1, 2]]))],
  ['a large buffer', new Uint8Array(5_000_000)],
  ['an invalid Date', new Date(NaN)],
  ['a Date whose methods throw', Object.assign(new Date(0), { getTime: boom, toISOString: boom })],
  ['a proxy of an object whose traps throw', trapped({})],
  ['a proxy of an array whose traps throw', trapped([])],
  ['a proxy of an error whose traps throw', trapped(new Error('hidden'))],
  ['a proxy of a function whose traps throw', trapped(() => {})],
  ['a revoked proxy', revoked({})],
  ['a revoked proxy of an array', revoked([])],
  ['a revoked proxy of a function', revoked(() => {})],
  ['an array that says it is endless', new Proxy([], { get: (_, key) => (key === 'length' ? Infinity : 1) })],
  ['an array whose length is a symbol', new Proxy([], { get: (_, key) => (key === 'length' ? Symbol('l') : 1) })],
  ...['name', 'message', 'stack', 'code', 'cause', 'errors'].flatMap((key) => [
    [`an error whose ${key} throws`, errorWithGetter(key, boom)] as const,
    [`an error whose ${key} is a symbol`, errorWithGetter(key, () => Symbol(key))] as const,
    [`an error whose ${key} is a revoked proxy`, errorWithGetter(key, () => revoked([]))] as const,
  ]),
  ['an error of another realm', errorOfOtherRealm()],
];
