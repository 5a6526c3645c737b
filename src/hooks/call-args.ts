import { nearestInParentheses } from '../errors/nearest-name.ts';
import { describeThrown } from '../errors/describe-value.ts';
import { argsInvalid, notAnObject } from './call-errors.ts';
import type { HookState } from './hook-state.ts';
import type { PayloadPolicy } from './hookspec.ts';
import { cloneDeep, frozenCopy } from './payload.ts';
import { checkSchema, toProblemText } from './schema-check.ts';

/** How many unknown arguments an error names. */
const MAX_PROBLEMS = 20;

const NO_ARGS: object = Object.freeze({});

/**
 * Whether the arguments are an object that names the first arguments of the hookspec, in its order, and no others. Most
 * calls do, and comparing names in order is much cheaper than looking each up; `false` says only that it takes a look.
 */
export function namesInOrder(hook: HookState, args: unknown): boolean {
  if (typeof args !== 'object' || args === null) return false;
  const { argList } = hook;
  let index = 0;
  try {
    for (const name in args) if (name !== argList[index++]) return false;
  } catch {
    return false;
  }
  return index > 0 && !Array.isArray(args);
}

/** The arguments as the hookimpls get them. Throws `ARGS_INVALID` with every problem at once. */
export function prepareArgs(hook: HookState, args: unknown): unknown {
  const { spec } = hook;
  const given = args === undefined ? NO_ARGS : args;
  assertNames(hook, given);
  if (spec.validate === 'all') assertSchemas(hook, given);
  if (spec.payload === 'shared') return given;
  try {
    return toPayload(spec.payload, given);
  } catch (thrown) {
    throw argsInvalid(hook, [
      `they cannot be copied for the payload policy "${spec.payload}": ${describeThrown(thrown)}`,
    ]);
  }
}

/** A value as the payload policy lets hookimpls see it. Throws a `DataCloneError` if it cannot be copied. */
export function toPayload(policy: PayloadPolicy, value: unknown): unknown {
  if (policy === 'shared') return value;
  return policy === 'frozen' ? frozenCopy(value) : cloneDeep(value);
}

function assertNames(hook: HookState, args: unknown): asserts args is Readonly<Record<string, unknown>> {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) throw argsInvalid(hook, [notAnObject(args)]);
  const unknown = unknownNames(hook, args);
  if (unknown.length === 0) return;
  const problems = unknown
    .slice(0, MAX_PROBLEMS)
    .map((name) => `there is no argument "${name}"${nearestInParentheses(name, hook.argNames)}`);
  if (unknown.length > MAX_PROBLEMS) problems.push(`and ${unknown.length - MAX_PROBLEMS} more`);
  throw argsInvalid(hook, problems);
}

function unknownNames(hook: HookState, args: object): string[] {
  const unknown: string[] = [];
  try {
    for (const name in args) if (!hook.argNames.has(name)) unknown.push(name);
  } catch (thrown) {
    throw argsInvalid(hook, [`they cannot be read: ${describeThrown(thrown)}`]);
  }
  return unknown;
}

function assertSchemas(hook: HookState, args: Readonly<Record<string, unknown>>): void {
  const problems = Object.entries(hook.spec.args).flatMap(([name, schema]) => {
    const value = Object.hasOwn(args, name) ? args[name] : undefined;
    const found = checkSchema(schema, value);
    return found === undefined ? [] : [`"${name}": ${toProblemText(found, value)}`];
  });
  if (problems.length > 0) throw argsInvalid(hook, problems);
}
