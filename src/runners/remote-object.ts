import { describeValue } from '../errors/describe-value.ts';
import type { CallOptions } from '../rpc/peer-options.ts';
import { targetUnknown } from '../rpc/rpc-errors.ts';
import type { ServingTable } from '../rpc/serving-table.ts';

/** How a service crosses: what it is called by, or the value that it is. */
export type RemoteObject =
  | { readonly handle: number; readonly methods: readonly string[]; readonly values: Readonly<Record<string, unknown>> }
  | { readonly handle: number; readonly isFunction: true }
  | { readonly value: unknown };

/** Who calls the other side. */
interface ObjectCaller {
  call(target: number, args: readonly unknown[], options?: CallOptions): Promise<unknown>;
}

type Method = (...args: readonly unknown[]) => unknown;

const PRIMITIVES: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'bigint']);

/**
 * Gives the other side access to the functions of an object, those of its classes included, and copies of its plain members.
 * They are looked up once: what is added later cannot be called.
 */
export function exposeObject(table: ServingTable, name: string, object: unknown): RemoteObject {
  if (typeof object === 'function') {
    const handle = table.add(name, (args) => Reflect.apply(object, undefined, args) as unknown);
    return { handle, isFunction: true };
  }
  if (typeof object !== 'object' || object === null || isData(object)) return { value: object };
  const { methods, values } = membersOf(object);
  if (methods.size === 0) return { value: object };
  const handle = table.add(name, ([method, args]) => {
    const called = methods.get(method as string);
    if (called === undefined) throw targetUnknown(`service "${name}"`, describeValue(method), methods.keys());
    return Reflect.apply(called, object, args as readonly unknown[]);
  });
  return { handle, methods: [...methods.keys()], values: Object.fromEntries(values) };
}

/** What stands for the object on this side: frozen, and without anything but what the object has. */
export function toRemoteStub(caller: ObjectCaller, name: string, remote: RemoteObject): unknown {
  if ('value' in remote) return remote.value;
  const { handle } = remote;
  if ('isFunction' in remote) {
    return Object.freeze((...args: readonly unknown[]) => caller.call(handle, args, { name }));
  }
  const stub: Record<string, unknown> = Object.assign(Object.create(null) as object, remote.values);
  for (const method of remote.methods) {
    // What has a `then` would be waited for.
    if (method === 'then') continue;
    stub[method] = Object.freeze((...args: readonly unknown[]) =>
      caller.call(handle, [method, args], { name: `${name}.${method}` }),
    );
  }
  return Object.freeze(stub);
}

/** An array, a date or bytes: something to copy. So is an object without functions. */
function isData(object: object): boolean {
  return Array.isArray(object) || object instanceof Date || object instanceof Uint8Array;
}

function membersOf(object: object): { methods: Map<string, Method>; values: Map<string, unknown> } {
  const methods = new Map<string, Method>();
  const values = new Map<string, unknown>();
  for (const [key, owner] of namesOf(object)) {
    // A getter of a prototype may do anything; one of the object itself is a member like others.
    const isGetter = Object.getOwnPropertyDescriptor(owner, key)?.get !== undefined;
    if (isGetter && owner !== object) continue;
    const member = (object as Readonly<Record<string, unknown>>)[key];
    if (typeof member === 'function') methods.set(key, member as Method);
    else if (member === null || PRIMITIVES.has(typeof member)) values.set(key, member);
  }
  return { methods, values };
}

/** The names of an object and of its classes, each with whose it is. Of a stub, `then` would make it a promise. */
function namesOf(object: object): Map<string, object> {
  const names = new Map<string, object>();
  for (let owner: object | null = object; owner !== null; owner = Object.getPrototypeOf(owner) as object | null) {
    if (Object.getPrototypeOf(owner) === null && owner !== object) break;
    for (const key of Object.getOwnPropertyNames(owner)) {
      if (!names.has(key) && key !== 'constructor' && key !== 'then' && key !== '__proto__') names.set(key, owner);
    }
  }
  return names;
}
