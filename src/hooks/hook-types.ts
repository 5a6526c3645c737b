import type { HookContext } from './hook-context.ts';
import type { Reported } from './report.ts';

/** A zod schema, known by what the types need of it: comparing with all of zod's own type is dear for the compiler. */
export interface AnySchema {
  readonly _zod: { readonly input: unknown };
}

/** What a schema accepts. A schema checks a value and never changes it, so this is the type on both sides. */
export type InputOf<Schema extends AnySchema> = Schema['_zod']['input'];

/** The schemas of a hook's arguments, by name. */
export interface ArgsShape {
  readonly [name: string]: AnySchema;
}

/** The arguments of a hook that takes none. Not `{}`, which every object fits. */
export interface NoArgs {
  readonly [none]?: never;
}

declare const none: unique symbol;

/** The arguments as a call gives them: one whose schema accepts `undefined` may be left out. */
export type ArgsOf<Args> = undefined extends Args[keyof Args]
  ? {} extends Args
    ? Args
    : WithOptional<Args, OptionalNames<Args>>
  : Args;

/** `unknown` holds `undefined` too, but to leave out an argument that is anything is more likely a mistake. */
type OptionalNames<Args> = {
  [Name in keyof Args]: undefined extends Args[Name] ? (unknown extends Args[Name] ? never : Name) : never;
}[keyof Args];

type WithOptional<Args, Names extends keyof Args> = Merged<
  { readonly [Name in Exclude<keyof Args, Names>]: Args[Name] } & { readonly [Name in Names]?: Args[Name] }
>;

/** One object type in place of an intersection, for messages. */
type Merged<Parts> = { [Name in keyof Parts]: Parts[Name] } & {};

type Primitive = string | number | bigint | boolean | symbol | null | undefined | void;

/** Anything but a promise: what a handler of a synchronous hook without a `returns` schema may give. */
export type NotPromise = Primitive | (object & { readonly then?: undefined });

type NoAnswer = undefined | void;

/** A promise, or anything that `await` treats as one. `Promise` has its own place because messages about it are short. */
type Awaitable<Value> = Value | Promise<Value> | PromiseLike<Value>;

/** The types that belong to one hook, worked out once where the hookspec is written. */
export interface HookTypes {
  /** The arguments as a hookimpl receives them. */
  readonly args: unknown;
  /** The arguments as a call gives them, see {@link ArgsOf}. */
  readonly given: unknown;
  /** What a handler may return. */
  readonly returned: unknown;
  /** What a wrapper may return. */
  readonly wrapped: unknown;
  /** What a wrapper receives to run the inner hookimpls. */
  readonly next: unknown;
  /** The value of the whole call. */
  readonly result: unknown;
  /** What `execute` gives: the value, or a promise of it. */
  readonly executed: unknown;
  /** What `executeWithReport` gives: `Reported` with the value, or a promise of it. */
  readonly reported: unknown;
  /** What a hookimpl receives beside the arguments. */
  readonly ctx: HookContext;
}

/** What follows for every asynchronous hook. */
export interface AsyncTypes extends HookTypes {
  readonly given: ArgsOf<this['args']>;
  readonly wrapped: Awaitable<this['result'] | NoAnswer>;
  readonly next: () => Promise<this['result']>;
  readonly executed: Promise<this['result']>;
  readonly reported: Promise<Reported<this['result']>>;
}

/** What follows for every synchronous hook. */
export interface SyncTypes extends HookTypes {
  readonly given: ArgsOf<this['args']>;
  readonly wrapped: this['result'] | NoAnswer;
  readonly next: () => this['result'];
  readonly executed: this['result'];
  readonly reported: Reported<this['result']>;
}

// One interface for each thing that a hook can give. An interface works its members out when they are asked for, so
// declaring a hook costs the compiler little, and what nobody implements or calls costs nothing more.

/** The types of an asynchronous hook that gives nothing: `series`, `loop`. */
export interface AsyncNothing<Args> extends AsyncTypes {
  readonly args: Args;
  readonly returned: unknown;
  readonly result: void;
}

/** The types of an asynchronous hook that gives all answers: `collect`, `parallel`. */
export interface AsyncAnswers<Args, Answer> extends AsyncTypes {
  readonly args: Args;
  readonly returned: Awaitable<Answer | NoAnswer>;
  readonly result: Answer[];
}

/** The types of an asynchronous hook that gives one answer: `first`. */
export interface AsyncAnswer<Args, Answer> extends AsyncTypes {
  readonly args: Args;
  readonly returned: Awaitable<Answer | NoAnswer>;
  readonly result: Answer | undefined;
}

/** The types of an asynchronous hook that gives the threaded argument: `waterfall`. */
export interface AsyncThread<Args, Thread extends keyof Args> extends AsyncTypes {
  readonly args: Args;
  readonly returned: Awaitable<Args[Thread] | NoAnswer>;
  readonly result: Args[Thread];
}

/** The types of a synchronous hook that gives nothing: `series`, `loop`. */
export interface SyncNothing<Args> extends SyncTypes {
  readonly args: Args;
  readonly returned: NotPromise;
  readonly result: void;
}

/** The types of a synchronous hook that gives all answers: `collect`. */
export interface SyncAnswers<Args, Answer> extends SyncTypes {
  readonly args: Args;
  readonly returned: Answer | NoAnswer;
  readonly result: Answer[];
}

/** The types of a synchronous hook that gives one answer: `first`. */
export interface SyncAnswer<Args, Answer> extends SyncTypes {
  readonly args: Args;
  readonly returned: Answer | NoAnswer;
  readonly result: Answer | undefined;
}

/** The types of a synchronous hook that gives the threaded argument: `waterfall`. */
export interface SyncThread<Args, Thread extends keyof Args> extends SyncTypes {
  readonly args: Args;
  readonly returned: Args[Thread] | NoAnswer;
  readonly result: Args[Thread];
}
