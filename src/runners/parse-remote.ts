import type { RemoteObject } from './remote-object.ts';
import { protocolBroken } from '../rpc/rpc-errors.ts';

/** More functions than any honest service has. */
const MAX_METHODS = 1000;

/** What the other side says of a service. @throws RPC_PROTOCOL_BROKEN */
export function parseRemote(given: unknown, side: string): RemoteObject {
  if (typeof given === 'object' && given !== null) {
    if (Object.hasOwn(given, 'value')) return given as RemoteObject;
    const { handle, isFunction, methods, values } = given as Readonly<Record<string, unknown>>;
    if (Number.isSafeInteger(handle)) {
      if (isFunction === true) return { handle: handle as number, isFunction };
      if (isNames(methods) && isRecord(values)) return { handle: handle as number, methods, values };
    }
  }
  throw protocolBroken('a service of no known form', side);
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= MAX_METHODS && value.every((name) => typeof name === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
