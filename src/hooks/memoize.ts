import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { nearestInParentheses } from '../errors/nearest-name.ts';
import { isAbortSignal } from './abort-signal.ts';
import type { CallArguments, HookCaller } from './hooks.ts';
import { HooksHandle } from './hooks-handle.ts';
import type { HooksLike, TypesOf } from './hookspec.ts';
import { Memo } from './memo.ts';
import { isPlainObject } from './plain-object.ts';
import { stableKey } from './stable-key.ts';

/** How long, and how many, answers of a hook are kept. */
export interface MemoizeOptions<Given = never> {
  /** How long an answer is of use, in milliseconds; `Infinity` as long as the plan of the hook stays the same. */
  readonly ttlMs: number;
  /** How many answers are kept. What nobody has asked for the longest goes first. */
  readonly max: number;
  /** Calls with the same key get the same answer. Default: equal arguments, which have to be plain data then. */
  readonly key?: (args: Given) => string;
  /** Milliseconds that only grow. Default `performance.now`. */
  readonly clock?: () => number;
}

/** Calls one hook, and remembers what it gave. */
export interface MemoizedHook<Specs extends HooksLike<Specs>, Name extends keyof Specs & string> {
  /**
   * Like `execute` of the hooks. The same answer is given to all: do not change it. A call with options shares no call that is
   * under way, but gets what is kept; one with `extra` is neither.
   *
   * @throws OPTIONS_INVALID for arguments without a key, and what `execute` of the hooks throws
   */
  execute(name: Name, ...rest: CallArguments<TypesOf<Specs[Name]>>): TypesOf<Specs[Name]>['executed'];
  /** Forgets everything. */
  clear(): void;
}

/**
 * Remembers what a hook gives, for hooks whose answers follow from their arguments. Equal calls at the same time share one.
 * What failed, also in part, is not kept; and when other hookimpls take part in the hook, or in another order, all is forgotten.
 *
 * @throws HOOK_UNKNOWN, OPTIONS_INVALID
 */
export function memoize<Specs extends HooksLike<Specs>, Name extends keyof Specs & string>(
  hooks: HookCaller<Specs>,
  name: Name,
  options: MemoizeOptions<TypesOf<Specs[Name]>['given']>,
): MemoizedHook<Specs, Name>;
export function memoize(hooks: unknown, name: string, given: unknown): object {
  if (!(hooks instanceof HooksHandle)) throw invalid(`it takes the hooks of createHooks, not ${describeValue(hooks)}`);
  const isSync = assertHook(hooks, name);
  const { ttlMs, max, key, clock = readClock } = parse(given);
  const memo = new Memo({ hooks, name, ttlMs, max, clock, keyOf: key ?? ((args) => toKey(name, args)) });
  return Object.freeze({
    execute: (called: string, args?: unknown, callOptions?: unknown) => {
      if (called !== name) throw invalid(`it was made for the hook "${name}", not ${describeValue(called)}`);
      if (isAlone(callOptions)) return hooks.execute(name, args, callOptions);
      try {
        return memo.execute(args, callOptions);
      } catch (error) {
        if (isSync) throw error;
        return Promise.reject(error);
      }
    },
    clear: () => memo.clear(),
  });
}

const { performance } = globalThis;

function readClock(): number {
  return performance.now();
}

/** Hookimpls of its own, a signal that is aborted, and what is no option at all are for the hook itself to see to. */
function isAlone(options: unknown): boolean {
  if (options === undefined) return false;
  if (!isPlainObject(options)) return true;
  const { signal, ...others } = options;
  return Object.keys(others).length > 0 || !isAbortSignal(signal) || signal.aborted;
}

/** Whether the hook is synchronous. */
function assertHook(hooks: HooksHandle, name: string): boolean {
  hooks.shapeOf(name);
  return hooks.isSync(name);
}

/** Throws for arguments that have no key. */
function toKey(name: string, args: unknown): string {
  const stable = stableKey(args ?? {});
  if ('key' in stable) return stable.key;
  const message = `The arguments for the hook "${name}" cannot be remembered: ${stable.problem}.`;
  throw new HooklineError('OPTIONS_INVALID', message, {
    hint: 'Give memoize a "key" that makes a text of the arguments.',
    data: { hook: name, problem: stable.problem },
  });
}

const KNOWN = ['ttlMs', 'max', 'key', 'clock'];

interface ParsedOptions extends Omit<MemoizeOptions, 'key'> {
  readonly key?: (args: unknown) => string;
}

function parse(options: unknown): ParsedOptions {
  if (!isPlainObject(options)) throw invalid(`the options must be an object, not ${describeValue(options)}`);
  const { ttlMs, max, key, clock } = options;
  const unknown = Object.keys(options).find((option) => !KNOWN.includes(option));
  if (unknown !== undefined) throw invalid(`there is no option "${unknown}"${nearestInParentheses(unknown, KNOWN)}`);
  if (typeof ttlMs !== 'number' || !(ttlMs > 0)) {
    throw invalid(`"ttlMs" must be a number of milliseconds above 0, not ${describeValue(ttlMs)}`);
  }
  if (!Number.isSafeInteger(max) || (max as number) < 1) {
    throw invalid(`"max" must be a whole number above 0, not ${describeValue(max)}`);
  }
  for (const [option, value] of Object.entries({ key, clock })) {
    if (value === undefined || typeof value === 'function') continue;
    throw invalid(`"${option}" must be a function, not ${describeValue(value)}`);
  }
  return options as unknown as ParsedOptions;
}

function invalid(problem: string): HooklineError {
  return new HooklineError('OPTIONS_INVALID', `memoize was called wrongly: ${problem}.`, { data: { problem } });
}
