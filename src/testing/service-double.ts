import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { didYouMean } from '../errors/nearest-name.ts';
import { testMisused } from './test-misused.ts';

/** One call of a method of a double. */
export interface DoubleCall {
  readonly method: string;
  readonly args: readonly unknown[];
  /** What the method gave, a promise included; absent if it threw. */
  readonly result?: unknown;
  /** What the method threw. */
  readonly thrown?: unknown;
}

/** The calls that a double has had. */
export interface DoubleCalls {
  readonly all: readonly DoubleCall[];
  /** The arguments of each call of one method. */
  of(method: string): readonly (readonly unknown[])[];
  clear(): void;
}

/** The calls of each double. */
const CALLS = new WeakMap<object, DoubleCalls>();

/**
 * Makes a stand-in for a service from an implementation of its type, which has to be given. An implementation that lacks a
 * member, or has one too many, does not compile; so a double cannot drift away from its service. It records its calls: see
 * `callsOf`.
 *
 * @throws TEST_MISUSED; the double throws TEST_DOUBLE_UNKNOWN for a member that it does not have
 * @example
 * const rates = serviceDouble<Rates>({ rateOf: (currency) => (currency === 'CHF' ? 1 : 2) });
 */
export function serviceDouble<Service extends object = never>(implementation: NoInfer<Service>): Service {
  return createDouble(implementation) as Service;
}

/** The calls that a double has had so far. @throws TEST_MISUSED for anything but a double */
export function callsOf(double: object): DoubleCalls {
  const calls = typeof double === 'object' && double !== null ? CALLS.get(double) : undefined;
  if (calls !== undefined) return calls;
  throw testMisused('callsOf', `it takes what serviceDouble gave, not ${describeValue(double)}`);
}

function createDouble(implementation: object): object {
  if (typeof implementation !== 'object' || implementation === null) {
    throw testMisused('serviceDouble', `it takes an object, not ${describeValue(implementation)}`);
  }
  const all: DoubleCall[] = [];
  // By the function: a test may put another one in its place.
  const methods = new Map<PropertyKey, { readonly member: unknown; readonly recorded: Method }>();
  const double = new Proxy(withoutOwn(implementation), {
    get: (_target, name) => {
      if (!(name in implementation)) return absent(implementation, name);
      const member: unknown = Reflect.get(implementation, name);
      if (typeof member !== 'function') return member;
      const known = methods.get(name);
      if (known?.member === member) return known.recorded;
      const recorded = recording(implementation, String(name), member as Method, all);
      methods.set(name, { member, recorded });
      return recorded;
    },
    set: (_target, name, value) => Reflect.set(implementation, name, value),
    has: (_target, name) => name in implementation,
    ownKeys: () => Reflect.ownKeys(implementation),
    getOwnPropertyDescriptor: (_target, name) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(implementation, name);
      return descriptor && { ...descriptor, configurable: true };
    },
  });
  CALLS.set(double, {
    all,
    of: (method) => all.filter((call) => call.method === method).map(({ args }) => args),
    clear: () => void all.splice(0),
  });
  return double;
}

/** What the proxy stands on: of a frozen object it would have to give the members themselves. */
function withoutOwn(implementation: object): object {
  return Object.create(Object.getPrototypeOf(implementation) as object | null) as object;
}

type Method = (...args: readonly unknown[]) => unknown;

function recording(target: object, method: string, run: Method, all: DoubleCall[]): Method {
  return (...args) => {
    try {
      const result = Reflect.apply(run, target, args);
      all.push({ method, args, result });
      return result;
    } catch (thrown) {
      all.push({ method, args, thrown });
      throw thrown;
    }
  };
}

/** What `await`, `JSON.stringify` and test runners ask of any object is not meant for the service. */
const ASKED_OF_ALL: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'asymmetricMatch',
  'nodeType',
  'tagName',
  '$$typeof',
]);

function absent(target: object, name: PropertyKey): undefined {
  if (typeof name !== 'string' || ASKED_OF_ALL.has(name) || name.startsWith('@@')) return undefined;
  const known = Object.keys(target);
  throw new HooklineError(
    'TEST_DOUBLE_UNKNOWN',
    `The service double has no member "${name}".${didYouMean(name, known)}`,
    {
      data: { member: name, members: known },
    },
  );
}
