import { isDeepStrictEqual } from 'node:util';
import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { nearestInParentheses } from '../errors/nearest-name.ts';
import type { HooksLike, TypesOf } from '../hooks/hookspec.ts';
import { withTarget, type TargetOptions, type TestTarget } from './host/with-target.ts';
import { copyOf, toRecordedError, type RecordedError } from './recording/recorded-call.ts';
import { refusalsOf, type Refuse } from './test-misused.ts';

/** What a call came to. */
export type CallResult = { readonly value: unknown } | { readonly error: RecordedError };

/** What `stress` calls, how often, and how many at the same time. */
export interface StressOptions<
  Specs extends HooksLike<Specs>,
  Name extends keyof Specs & string,
> extends TargetOptions<Specs> {
  readonly hook: Name;
  /** The arguments of the n-th call, from 0; they should differ. */
  readonly args: (n: number) => TypesOf<Specs[Name]>['given'];
  /** How many calls there are. Default 100. */
  readonly calls?: number;
  /** How many of them are under way at the same time. Default 10. */
  readonly parallel?: number;
  /** Whether two results are the same. Default: their values are deeply equal. */
  readonly isSame?: (alone: CallResult, other: CallResult, n: number) => boolean;
}

/** A call that gave something else than it gave alone. */
export interface MixUp {
  /** Which call it was, from 0. */
  readonly call: number;
  /** `overlapping`: beside other calls. `order`: alone, but behind other calls than before. */
  readonly when: 'overlapping' | 'order';
  readonly alone: CallResult;
  readonly other: CallResult;
  /** The call whose result it is, if there is one. */
  readonly belongsTo?: number;
}

/** What `stress` found. */
export interface StressResult {
  readonly hook: string;
  readonly calls: number;
  readonly parallel: number;
  /** How many calls were under way at the same time at most. A synchronous hook has never more than one. */
  readonly overlapped: number;
}

/**
 * Finds state that calls share. Makes each call alone, alone again in the opposite order, and beside others, and compares what
 * they give: a plugin that keeps something of a call where the next one finds it gives something else.
 *
 * @throws TEST_STATE_SHARED, TEST_MISUSED
 * @example
 * await stress(host, { hook: 'render', args: (n) => ({ text: `text ${n}` }), parallel: 10, calls: 100 });
 */
export async function stress<Specs extends HooksLike<Specs>, Name extends keyof Specs & string>(
  target: TestTarget<Specs>,
  options: StressOptions<Specs, Name>,
): Promise<StressResult> {
  return withTarget('stress', { ...options, target }, ({ hooks }) =>
    stressHook(hooks as unknown as Stressed, {
      ...options,
      calls: options.calls ?? 100,
      parallel: options.parallel ?? 10,
      isSame: options.isSame ?? isDeepStrictEqual,
    }),
  );
}

interface Stressed {
  readonly specs: readonly { readonly name: string }[];
  execute(hook: string, args: unknown): unknown;
}

interface Stress {
  readonly hook: string;
  readonly args: (n: number) => unknown;
  readonly calls: number;
  readonly parallel: number;
  readonly isSame: (alone: CallResult, other: CallResult, n: number) => boolean;
}

async function stressHook(hooks: Stressed, options: Stress): Promise<StressResult> {
  const { hook, args, calls, parallel, isSame } = options;
  assertOptions(hooks, options);
  let underWay = 0;
  let overlapped = 0;
  const call = async (n: number): Promise<CallResult> => {
    overlapped = Math.max(overlapped, (underWay += 1));
    try {
      return { value: copyOf(await hooks.execute(hook, args(n))) };
    } catch (thrown) {
      return { error: toRecordedError(thrown) };
    } finally {
      underWay -= 1;
    }
  };
  const numbers = Array.from({ length: calls }, (_, n) => n);
  const alone = await runAll(numbers, 1, call);
  const backwards = await runAll(numbers.toReversed(), 1, call);
  const beside = await runAll(numbers, parallel, call);
  const find = (when: MixUp['when'], results: ReadonlyMap<number, CallResult>): readonly MixUp[] =>
    numbers.flatMap((n) => {
      const [expected, other] = [alone.get(n)!, results.get(n)!];
      if (isSame(expected, other, n)) return [];
      return [{ call: n, when, alone: expected, other }];
    });
  const ownerOf = ({ call: n, other }: MixUp): number | undefined =>
    numbers.find((each) => each !== n && isSame(alone.get(each)!, other, each));
  const mixUps = [...find('overlapping', beside), ...find('order', backwards)];
  if (mixUps.length > 0) throw stateShared(hook, calls, withOwners(mixUps, ownerOf));
  return { hook, calls, parallel, overlapped };
}

/** How many are told one by one. */
const MOST_TOLD = 20;

/** To look for the call whose result it is takes as long as there are calls. */
function withOwners(mixUps: readonly MixUp[], ownerOf: (mixUp: MixUp) => number | undefined): readonly MixUp[] {
  return mixUps.map((mixUp, index) => {
    const belongsTo = index < MOST_TOLD ? ownerOf(mixUp) : undefined;
    return belongsTo === undefined ? mixUp : { ...mixUp, belongsTo };
  });
}

/** Runs calls, so many at a time. */
async function runAll(
  numbers: readonly number[],
  parallel: number,
  call: (n: number) => Promise<CallResult>,
): Promise<ReadonlyMap<number, CallResult>> {
  const results = new Map<number, CallResult>();
  const left = numbers.values();
  const lane = async (): Promise<void> => {
    for (const n of left) results.set(n, await call(n));
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  return results;
}

function stateShared(hook: string, calls: number, mixUps: readonly MixUp[]): HooklineError {
  const [first] = mixUps;
  const overlapping = mixUps.filter(({ when }) => when === 'overlapping').length;
  const other = mixUps.length - overlapping;
  const whose = first!.belongsTo === undefined ? '' : `, which is the result of call ${first!.belongsTo}`;
  const when = first!.when === 'overlapping' ? 'beside others' : 'behind other calls';
  const message =
    `Calls of the hook "${hook}" share state: of ${calls} calls, ${overlapping} gave something else beside others than alone, ` +
    `and ${other} behind other calls. Call ${first!.call} gave ${show(first!.alone)} alone, and ${show(first!.other)} ${when}${whose}.`;
  return new HooklineError('TEST_STATE_SHARED', message, {
    data: {
      hook,
      calls,
      overlapping,
      order: other,
      mixUps: mixUps.slice(0, MOST_TOLD).map(({ call, when: kind, belongsTo }) => ({
        call,
        when: kind,
        ...(belongsTo === undefined ? {} : { belongsTo }),
      })),
    },
  });
}

function show(result: CallResult): string {
  return 'error' in result ? `the error "${result.error.message}"` : describeResult(result.value);
}

function describeResult(value: unknown): string {
  const isShort = Array.isArray(value) && value.length === 1;
  return isShort ? `[${describeValue(value[0])}]` : describeValue(value);
}

const refuse: Refuse = refusalsOf('stress');

function assertOptions({ specs }: Stressed, { hook, args, calls, parallel }: Stress): void {
  const names = specs.map(({ name }) => name);
  if (!names.includes(hook)) {
    const named = typeof hook === 'string' ? `"${hook}"${nearestInParentheses(hook, names)}` : describeValue(hook);
    refuse(`there is no hook ${named}`);
  }
  if (typeof args !== 'function') refuse(`"args" must be a function, not ${describeValue(args)}`);
  for (const [name, value] of Object.entries({ calls, parallel })) {
    if (!Number.isInteger(value) || value < 1) {
      refuse(`"${name}" must be a whole number above 0, not ${describeValue(value)}`);
    }
  }
}
