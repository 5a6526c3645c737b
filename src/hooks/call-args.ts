import { didYouMean } from '../errors/nearest-name.ts';
import { describeThrown } from '../errors/describe-value.ts';
import { argsInvalid, notAnObject } from './call-errors.ts';
import type { HookState } from './hook-state.ts';
import type { PayloadPolicy } from './hookspec.ts';
import { cloneDeep, frozenCopy } from './payload.ts';
import { checkSchema, toProblemText } from './schema-check.ts';

const NO_ARGS: object = Object.freeze({});

/** The arguments as the hookimpls get them. Throws `ARGS_INVALID` with every problem at once. */
export function prepareArgs(hook: HookState, args: unknown): unknown {
  const { spec } = hook;
  const given = args === undefined ? NO_ARGS : args;
  assertNames(hook, given);
  if (hook.takesArgsAsTheyAre) return given;
  if (spec.validate === 'all') assertSchemas(hook, given);
  if (spec.payload === 'shared') return given;
  try {
    return toPayload(spec.payload, given);
  } catch (thrown) {
    throw argsInvalid(hook, [`they cannot be copied for the payload policy "${spec.payload}": ${describeThrown(thrown)}`]);
  }
}

/** A value as the payload policy lets hookimpls see it. Throws a `DataCloneError` if it cannot be copied. */
export function toPayload(policy: PayloadPolicy, value: unknown): unknown {
  if (policy === 'shared') return value;
  return policy === 'frozen' ? frozenCopy(value) : cloneDeep(value);
}

function assertNames(hook: HookState, args: unknown): asserts args is Readonly<Record<string, unknown>> {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) throw argsInvalid(hook, [notAnObject(args)]);
  const { argList, argNames } = hook;
  let index = 0;
  for (const name in args) {
    // Most calls name the arguments in the order of the hookspec, and a comparison is cheaper than a look-up.
    if (name !== argList[index++] && !argNames.has(name)) throw unknownArgs(hook, args);
  }
}

function unknownArgs(hook: HookState, args: object): Error {
  const unknown = Object.keys(args).filter((name) => !hook.argNames.has(name));
  return argsInvalid(hook, unknown.map((name) => `there is no argument "${name}".${didYouMean(name, hook.argNames)}`));
}

function assertSchemas(hook: HookState, args: Readonly<Record<string, unknown>>): void {
  const problems = Object.entries(hook.spec.args).flatMap(([name, schema]) => {
    const value = Object.hasOwn(args, name) ? args[name] : undefined;
    const found = checkSchema(schema, value);
    return found === undefined ? [] : [`"${name}": ${toProblemText(found, value)}`];
  });
  if (problems.length > 0) throw argsInvalid(hook, problems);
}
