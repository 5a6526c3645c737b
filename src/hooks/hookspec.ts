import type { z } from 'zod';
import type {
  AnySchema,
  ArgsShape,
  AsyncAnswer,
  AsyncAnswers,
  AsyncNothing,
  AsyncThread,
  HookTypes,
  NoArgs,
  NotPromise,
  SyncAnswer,
  SyncAnswers,
  SyncNothing,
  SyncThread,
} from './hook-types.ts';
import type { Kind } from './kinds.ts';
import { isPlainObject } from './plain-object.ts';

/** What happens when a hookimpl fails; see `onError` in {@link CommonOptions}. */
export type ErrorPolicy = 'isolate' | 'fail' | 'aggregate';
/** How the arguments reach the hookimpls; see `payload` in {@link CommonOptions}. */
export type PayloadPolicy = 'shared' | 'frozen' | 'cloned';
/** What is checked against the schemas; see `validate` in {@link CommonOptions}. */
export type ValidationPolicy = 'all' | 'results' | 'none';

/** Since when a hook is no longer to be used, and what to use in its place. */
export interface Deprecation {
  /** The version of the host that deprecated the hook. */
  readonly since: string;
  /** The version that will remove it. */
  readonly removeIn?: string;
  /** The hook to implement instead. */
  readonly use?: string;
  readonly message?: string;
}

/** Options that every kind of hook takes. */
export interface CommonOptions {
  /** The schema of each argument, by name. Without it the hook takes no arguments. */
  readonly args?: ArgsShape;
  /**
   * What a failing hookimpl does to the call. `isolate` (default): it counts as no answer, the chain goes on, and the error
   * goes to the report and to `hook:error`. `fail`: the chain stops and the call throws. `aggregate`: all run, then the call
   * throws one `HOOK_FAILED` whose cause is an `AggregateError` of all.
   */
  readonly onError?: ErrorPolicy;
  /** Remember calls and replay them to plugins that come later: all of them, or the last `keep`. */
  readonly historic?: boolean | { readonly keep: number };
  /** `shared` (default): the object of the caller. `frozen`: one deeply frozen copy a call. `cloned`: a copy a hookimpl. */
  readonly payload?: PayloadPolicy;
  /** `results` (default): what plugins return. `all`: the arguments too. `none`: nothing. */
  readonly validate?: ValidationPolicy;
  /** The version of the host that brought the hook. */
  readonly since?: string;
  /** Warns once for each plugin that implements the hook. */
  readonly deprecated?: Deprecation;
  /** One sentence for lists and generated documentation. */
  readonly summary?: string;
}

/** Options of asynchronous hooks. */
export interface AsyncOptions extends CommonOptions {
  /** How long one hookimpl may take, in milliseconds. Default: no limit. */
  readonly timeoutMs?: number;
}

/** What answers have to be. */
export interface ReturnsOption {
  /** The schema of one answer. */
  readonly returns?: AnySchema;
}

/** Which argument a `waterfall` hook threads through its hookimpls. */
export interface ThreadOption {
  /** The argument that each answer replaces for the hookimpls behind it. */
  readonly thread: string;
}

/** How many hookimpls of a `parallel` hook run at the same time. */
export interface ConcurrencyOption {
  /** How many hookimpls of one call run at a time. Default: all. */
  readonly concurrency?: number;
}

/** The bound of a `loop` hook. */
export interface LoopOption {
  /** How many rounds a call may take before it throws `LOOP_LIMIT`. Default 100. */
  readonly maxRounds?: number;
}

/** A hookspec as the dispatcher reads it: every option with its default filled in. */
export interface HookspecData {
  readonly kind: Kind;
  readonly sync: boolean;
  readonly args: Readonly<Record<string, z.core.$ZodType>>;
  readonly returns: z.core.$ZodType | undefined;
  readonly thread: string | undefined;
  readonly concurrency: number;
  readonly maxRounds: number;
  readonly onError: ErrorPolicy;
  readonly timeoutMs: number | undefined;
  /** How many calls are remembered; 0 for a hook that is not historic. */
  readonly keep: number;
  readonly payload: PayloadPolicy;
  readonly validate: ValidationPolicy;
  readonly since: string | undefined;
  readonly deprecated: Deprecation | undefined;
  readonly summary: string | undefined;
  /** The options as they were written, whatever that was, so that mistakes can be named. */
  readonly written: unknown;
}

/** The contract of one extension point. Made by `hook.<kind>()` or `hook.sync.<kind>()`. */
export interface Hookspec<Types extends HookTypes = HookTypes> extends HookspecData {
  /**
   * Carries the types of the hook; there is nothing behind it at run time. A name and no symbol, because a host and its
   * plugins may each have a copy of this package installed, and symbols of two copies are two.
   */
  readonly '~types': Types;
}

/** The types of a hookspec, see {@link HookTypes}. */
export type TypesOf<Spec extends Hookspec> = Spec['~types'];

/** Hooks by name, as a constraint that interfaces meet too. */
export type HooksLike<Hooks> = { readonly [Name in keyof Hooks]: Hookspec };

/** A set of hookspecs, by name. */
export type HookspecSet = Readonly<Record<string, HookspecData>>;

/**
 * The hooks of a set, for an interface that shows in messages and keeps the doc comments:
 * `interface SiteHooks extends HooksOf<typeof siteHookspecs> {}`.
 */
export type HooksOf<Specs> = Specs;

/** A schema of a given type. */
export interface SchemaOf<Input> extends AnySchema {
  readonly _zod: { readonly input: Input };
}

// The same options, as types are inferred from them. The compiler reads the type of each argument off its schema; that the
// schemas are schemas it then finds at `ArgsShape` and `AnySchema`, without comparing each with the type just read off it.
// `const Args` makes the members of `Args` readonly, for handlers. Put together from parts these interfaces would be
// shorter, and hookspecs a quarter dearer to check.

interface AsyncNothingOptions<Args> extends AsyncOptions {
  readonly args?: ArgsShape | { [Name in keyof Args]: SchemaOf<Args[Name]> };
}

interface AsyncAnswerOptions<Args, Answer> extends AsyncOptions, ReturnsOption {
  readonly args?: ArgsShape | { [Name in keyof Args]: SchemaOf<Args[Name]> };
  readonly returns?: AnySchema | SchemaOf<Answer>;
}

interface AsyncThreadOptions<Args, Thread extends string> extends AsyncOptions, ThreadOption {
  readonly args: ArgsShape | { [Name in keyof Args]: SchemaOf<Args[Name]> };
  readonly thread: Thread;
}

interface SyncNothingOptions<Args> extends CommonOptions {
  readonly args?: ArgsShape | { [Name in keyof Args]: SchemaOf<Args[Name]> };
}

interface SyncAnswerOptions<Args, Answer> extends CommonOptions, ReturnsOption {
  readonly args?: ArgsShape | { [Name in keyof Args]: SchemaOf<Args[Name]> };
  readonly returns?: AnySchema | SchemaOf<Answer>;
}

interface SyncThreadOptions<Args, Thread extends string> extends CommonOptions, ThreadOption {
  readonly args: ArgsShape | { [Name in keyof Args]: SchemaOf<Args[Name]> };
  readonly thread: Thread;
}

interface AsyncHookKinds {
  /** One after another; `execute` gives nothing. */
  series<const Args = NoArgs>(options?: AsyncNothingOptions<Args>): Hookspec<AsyncNothing<Args>>;
  /** One after another; `execute` gives the answers in call order. */
  collect<const Args = NoArgs, Answer = unknown>(
    options?: AsyncAnswerOptions<Args, Answer>,
  ): Hookspec<AsyncAnswers<Args, Answer>>;
  /** Until the first answer, which `execute` gives; `undefined` if nobody answered. */
  first<const Args = NoArgs, Answer = unknown>(
    options?: AsyncAnswerOptions<Args, Answer>,
  ): Hookspec<AsyncAnswer<Args, Answer>>;
  /** Each answer replaces the argument named by `thread`; `execute` gives it as the last hookimpl left it. */
  waterfall<const Args, Thread extends keyof Args & string>(
    options: AsyncThreadOptions<Args, Thread>,
  ): Hookspec<AsyncThread<Args, Thread>>;
  /** All at once, at most `concurrency` at a time; `execute` gives the answers in plan order. */
  parallel<const Args = NoArgs, Answer = unknown>(
    options?: AsyncAnswerOptions<Args, Answer> & ConcurrencyOption,
  ): Hookspec<AsyncAnswers<Args, Answer>>;
  /** From the start again until nobody answers; `execute` gives nothing. */
  loop<const Args = NoArgs>(options?: AsyncNothingOptions<Args> & LoopOption): Hookspec<AsyncNothing<Args>>;
}

interface SyncHookKinds {
  /** One after another; `execute` gives nothing. */
  series<const Args = NoArgs>(options?: SyncNothingOptions<Args>): Hookspec<SyncNothing<Args>>;
  /** One after another; `execute` gives the answers in call order. */
  collect<const Args = NoArgs, Answer = NotPromise>(
    options?: SyncAnswerOptions<Args, Answer>,
  ): Hookspec<SyncAnswers<Args, Answer>>;
  /** Until the first answer, which `execute` gives; `undefined` if nobody answered. */
  first<const Args = NoArgs, Answer = NotPromise>(
    options?: SyncAnswerOptions<Args, Answer>,
  ): Hookspec<SyncAnswer<Args, Answer>>;
  /** Each answer replaces the argument named by `thread`; `execute` gives it as the last hookimpl left it. */
  waterfall<const Args, Thread extends keyof Args & string>(
    options: SyncThreadOptions<Args, Thread>,
  ): Hookspec<SyncThread<Args, Thread>>;
  /** From the start again until nobody answers; `execute` gives nothing. */
  loop<const Args = NoArgs>(options?: SyncNothingOptions<Args> & LoopOption): Hookspec<SyncNothing<Args>>;
}

/**
 * Makes hookspecs: `hook.<kind>(options)` for asynchronous hooks, whose `execute` gives a promise, and
 * `hook.sync.<kind>(options)` for synchronous ones, whose `execute` gives the value itself. Mistakes in the options are
 * reported by {@link defineHookspecs}, which knows the name of the hook.
 */
export const hook: AsyncHookKinds & { readonly sync: SyncHookKinds } = {
  ...builders(false),
  sync: builders(true),
};

function builders(sync: boolean): AsyncHookKinds & SyncHookKinds {
  const build =
    (kind: Kind) =>
    (options: object = {}) =>
      toHookspec(kind, sync, options);
  return {
    series: build('series'),
    collect: build('collect'),
    first: build('first'),
    waterfall: build('waterfall'),
    parallel: build('parallel'),
    loop: build('loop'),
  } as unknown as AsyncHookKinds & SyncHookKinds;
}

type Written = AsyncOptions & ReturnsOption & Partial<ThreadOption> & ConcurrencyOption & LoopOption;

function toHookspec(kind: Kind, sync: boolean, options: object): HookspecData {
  const written: Written = isPlainObject(options) ? options : {};
  return Object.freeze<HookspecData>({
    kind,
    sync,
    args: Object.freeze({ ...written.args }) as HookspecData['args'],
    returns: written.returns as HookspecData['returns'],
    thread: written.thread,
    concurrency: written.concurrency ?? Infinity,
    maxRounds: written.maxRounds ?? 100,
    onError: written.onError ?? 'isolate',
    timeoutMs: written.timeoutMs,
    keep: toKeep(written.historic),
    payload: written.payload ?? 'shared',
    validate: written.validate ?? 'results',
    since: written.since,
    deprecated: written.deprecated,
    summary: written.summary,
    written: isPlainObject(options) ? Object.freeze({ ...options }) : options,
  });
}

function toKeep(historic: unknown): number {
  if (historic === true) return Infinity;
  if (typeof historic !== 'object' || historic === null) return 0;
  return (historic as { keep: number }).keep;
}
