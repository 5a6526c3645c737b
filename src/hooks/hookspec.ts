import type { z } from 'zod';
import type {
  AnySchema,
  ArgsShape,
  AsyncAnswer,
  AsyncAnswers,
  AsyncNothing,
  AsyncThread,
  HookTypes,
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
export interface CommonOptions<Shape extends ArgsShape> {
  /** The schema of each argument, by name. Without it the hook takes no arguments. */
  readonly args?: Shape;
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
export interface AsyncOptions<Shape extends ArgsShape> extends CommonOptions<Shape> {
  /** How long one hookimpl may take, in milliseconds. Default: no limit. */
  readonly timeoutMs?: number;
}

export interface ReturnsOption<Returns extends AnySchema> {
  /** The schema of one answer. */
  readonly returns?: Returns;
}

export interface ThreadOption<Thread> {
  /** The argument that each answer replaces for the hookimpls behind it. */
  readonly thread: Thread;
}

export interface ConcurrencyOption {
  /** How many hookimpls of one call run at a time. Default: all. */
  readonly concurrency?: number;
}

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

/** Carries the types of a hook; there is nothing behind it at run time. */
declare const types: unique symbol;

/** The contract of one extension point. Made by `hook.<kind>()` or `hook.sync.<kind>()`. */
export interface Hookspec<Types extends HookTypes = HookTypes> extends HookspecData {
  readonly [types]: Types;
}

/** The types of a hookspec, see {@link HookTypes}. */
export type TypesOf<Spec extends Hookspec> = Spec[typeof types];

/** Hooks by name, as a constraint that interfaces meet too. */
export type HooksLike<Hooks> = { readonly [Name in keyof Hooks]: Hookspec };

/** A set of hookspecs, by name. */
export type HookspecSet = Readonly<Record<string, HookspecData>>;

/**
 * The hooks of a set, for an interface that shows in messages and keeps the doc comments:
 * `interface SiteHooks extends HooksOf<typeof siteHookspecs> {}`.
 */
export type HooksOf<Specs> = { readonly [Name in keyof Specs]: Specs[Name] };

type NoArgs = Readonly<Record<never, never>>;
/** Stands in for the schema of a hook that has none. */
export interface SchemaOf<Input> extends AnySchema {
  readonly _zod: { readonly input: Input };
}

interface AsyncHookKinds {
  /** One after another; `execute` gives nothing. */
  series<Shape extends ArgsShape = NoArgs>(options?: AsyncOptions<Shape>): Hookspec<AsyncNothing<Shape>>;
  /** One after another; `execute` gives the answers in call order. */
  collect<Shape extends ArgsShape = NoArgs, Returns extends AnySchema = SchemaOf<unknown>>(
    options?: AsyncOptions<Shape> & ReturnsOption<Returns>,
  ): Hookspec<AsyncAnswers<Shape, Returns>>;
  /** Until the first answer, which `execute` gives; `undefined` if nobody answered. */
  first<Shape extends ArgsShape = NoArgs, Returns extends AnySchema = SchemaOf<unknown>>(
    options?: AsyncOptions<Shape> & ReturnsOption<Returns>,
  ): Hookspec<AsyncAnswer<Shape, Returns>>;
  /** Each answer replaces the argument named by `thread`; `execute` gives it as the last hookimpl left it. */
  waterfall<Shape extends ArgsShape, Thread extends keyof Shape & string>(
    options: AsyncOptions<Shape> & ThreadOption<Thread>,
  ): Hookspec<AsyncThread<Shape, Thread>>;
  /** All at once, at most `concurrency` at a time; `execute` gives the answers in plan order. */
  parallel<Shape extends ArgsShape = NoArgs, Returns extends AnySchema = SchemaOf<unknown>>(
    options?: AsyncOptions<Shape> & ReturnsOption<Returns> & ConcurrencyOption,
  ): Hookspec<AsyncAnswers<Shape, Returns>>;
  /** From the start again until nobody answers; `execute` gives nothing. */
  loop<Shape extends ArgsShape = NoArgs>(options?: AsyncOptions<Shape> & LoopOption): Hookspec<AsyncNothing<Shape>>;
}

interface SyncHookKinds {
  /** One after another; `execute` gives nothing. */
  series<Shape extends ArgsShape = NoArgs>(options?: CommonOptions<Shape>): Hookspec<SyncNothing<Shape>>;
  /** One after another; `execute` gives the answers in call order. */
  collect<Shape extends ArgsShape = NoArgs, Returns extends AnySchema = SchemaOf<NotPromise>>(
    options?: CommonOptions<Shape> & ReturnsOption<Returns>,
  ): Hookspec<SyncAnswers<Shape, Returns>>;
  /** Until the first answer, which `execute` gives; `undefined` if nobody answered. */
  first<Shape extends ArgsShape = NoArgs, Returns extends AnySchema = SchemaOf<NotPromise>>(
    options?: CommonOptions<Shape> & ReturnsOption<Returns>,
  ): Hookspec<SyncAnswer<Shape, Returns>>;
  /** Each answer replaces the argument named by `thread`; `execute` gives it as the last hookimpl left it. */
  waterfall<Shape extends ArgsShape, Thread extends keyof Shape & string>(
    options: CommonOptions<Shape> & ThreadOption<Thread>,
  ): Hookspec<SyncThread<Shape, Thread>>;
  /** From the start again until nobody answers; `execute` gives nothing. */
  loop<Shape extends ArgsShape = NoArgs>(options?: CommonOptions<Shape> & LoopOption): Hookspec<SyncNothing<Shape>>;
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

type Written = Partial<AsyncOptions<ArgsShape>> &
  ReturnsOption<AnySchema> &
  Partial<ThreadOption<string>> &
  ConcurrencyOption &
  LoopOption;

function toHookspec(kind: Kind, sync: boolean, options: object): HookspecData {
  const written: Written = isPlainObject(options) ? options : {};
  return Object.freeze<HookspecData>({
    kind,
    sync,
    args: { ...written.args } as HookspecData['args'],
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
