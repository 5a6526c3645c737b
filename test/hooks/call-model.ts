import type { AnyKind } from './call-setup.ts';

/** What a handler does in each of its runs, the last one from then on. */
export type Act = 'silent' | 'a' | 'b' | 'null' | 'throw' | 'refused';
export type Wrap = 'pass' | 'replace' | 'swallow' | 'stop' | 'answer' | 'before' | 'after' | 'always' | 'twice';
type Policy = 'isolate' | 'fail' | 'aggregate';

export interface ModelChain {
  readonly kind: AnyKind;
  readonly policy: Policy;
  /** The handlers `h0`, `h1`, ... in plan order, each with what it does in its first run, its second, ... */
  readonly handlers: readonly (readonly Act[])[];
  /** The wrappers `w0`, `w1`, ... from the outermost inwards. */
  readonly wrappers: readonly Wrap[];
}

/** What a call comes to. An error is the list of the plugins that it names; a loop without end is one of its own. */
export type ModelResult = { readonly value: unknown } | { readonly error: readonly string[] };

export interface ModelOutcome {
  readonly result: ModelResult;
  /** The plugins whose errors were heard, one after another. */
  readonly heard: readonly string[];
  /** How often each plugin ran. */
  readonly runs: Readonly<Record<string, number>>;
}

export const MAX_ROUNDS = 4;
export const START = 'start';
export const LIMIT: readonly string[] = ['(limit)'];
export const ANSWERS: Readonly<Record<Act, unknown>> = {
  silent: undefined,
  a: 'a',
  b: 'b',
  null: null,
  throw: 0,
  refused: 5,
};

/** What a wrapper returns in place of the inner result. */
export function replacementFor({ kind }: AnyKind): unknown {
  return kind === 'collect' || kind === 'parallel' ? ['new'] : 'new';
}

/** The contract of a call, as slow and plain as it can be said. */
export function modelOf({ kind: any, policy, handlers, wrappers }: ModelChain): ModelOutcome {
  const { kind } = any;
  const heard: string[] = [];
  const failedWrappers: string[] = [];
  const runs = Object.fromEntries([
    ...handlers.map((_, index) => [`h${index}`, 0] as const),
    ...wrappers.map((_, index) => [`w${index}`, 0] as const),
  ]);
  const givesNothing = kind === 'series' || kind === 'loop';
  const givesList = kind === 'collect' || kind === 'parallel';
  const empty = givesList ? [] : kind === 'waterfall' ? START : undefined;

  function core(): ModelResult {
    const answers: unknown[] = [];
    const failures: string[] = [];
    for (let round = 1; ; round++) {
      let answered = false;
      for (const [index, acts] of handlers.entries()) {
        const name = `h${index}`;
        const act = acts[Math.min(runs[name]!, acts.length - 1)]!;
        runs[name]! += 1;
        if (act === 'silent') continue;
        if (act === 'throw' || (act === 'refused' && !givesNothing)) {
          heard.push(name);
          failures.push(name);
          if (policy === 'fail') return { error: [name] };
          continue;
        }
        answers.push(ANSWERS[act]);
        answered = true;
        if (kind === 'first' || kind === 'loop') break;
      }
      if (kind !== 'loop' || !answered) break;
      if (round === MAX_ROUNDS) return { error: LIMIT };
    }
    if (policy === 'aggregate' && failures.length > 0) return { error: failures };
    if (givesNothing) return { value: undefined };
    if (givesList) return { value: answers };
    return { value: answers.length === 0 ? empty : kind === 'first' ? answers[0] : answers.at(-1) };
  }

  function wrapped(depth: number): ModelResult {
    const wrap = wrappers[depth];
    if (wrap === undefined) return core();
    const name = `w${depth}`;
    const replacement: ModelResult = { value: givesNothing ? undefined : replacementFor(any) };
    /** The wrapper has failed: that is the error under `fail`, and leaves what is inside as it is otherwise. */
    const failed = (inner: () => ModelResult): ModelResult => {
      heard.push(name);
      failedWrappers.push(name);
      return policy === 'fail' ? { error: [name] } : inner();
    };
    runs[name]! += 1;
    if (wrap === 'stop') return { value: empty };
    if (wrap === 'answer') return replacement;
    if (wrap === 'before') return failed(() => wrapped(depth + 1));
    const inner = wrapped(depth + 1);
    if (wrap === 'always') return failed(() => inner);
    if ('error' in inner) return wrap === 'swallow' ? replacement : inner;
    if (wrap === 'after' || wrap === 'twice') return failed(() => inner);
    return wrap === 'replace' ? replacement : inner;
  }

  const result = wrapped(0);
  const isLimit = 'error' in result && result.error === LIMIT;
  const throwsAll = policy === 'aggregate' && failedWrappers.length > 0 && !isLimit;
  return { result: throwsAll ? { error: heard } : result, heard, runs };
}
