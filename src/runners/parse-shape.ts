import { describeValue } from '../errors/describe-value.ts';
import { handshakeFailed } from '../rpc/rpc-errors.ts';
import type { HookimplShape, UnitShape } from './unit-shape.ts';

type Fields = Readonly<Record<string, unknown>>;

const MAX_ENTRIES = 10_000;

/** What a unit says of its plugin, which may be anything. @throws RPC_HANDSHAKE_FAILED */
export function parseShape(side: string, about: unknown): UnitShape {
  const { members, hooks, services, commands } = isRecord(about) ? about : {};
  const isRight = [members, services, commands].every((names) => isList(names, isText)) && isList(hooks, isHook);
  if (!isRight) throw handshakeFailed(side, `what it says of its plugin is ${describeValue(about)}`);
  return { members, services, commands, hooks } as UnitShape;
}

function isHook(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { name, isList: given, hookimpls } = value;
  const most = given === true ? MAX_ENTRIES : 1;
  return isText(name) && typeof given === 'boolean' && isList(hookimpls, isHookimpl) && hookimpls.length <= most;
}

function isHookimpl(value: unknown): value is HookimplShape {
  if (!isRecord(value)) return false;
  const { options, target } = value;
  const isTarget = target === undefined || (Number.isSafeInteger(target) && (target as number) >= 0);
  return isTarget && (options === undefined || isRecord(options));
}

function isList(value: unknown, isRight: (each: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= MAX_ENTRIES && value.every(isRight);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
