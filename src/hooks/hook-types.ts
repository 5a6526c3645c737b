import type { z } from 'zod';
import type { Reported } from './report.ts';

/** A zod schema, known by what the types need of it: comparing with all of zod's own type is dear for the compiler. */
export interface AnySchema {
  readonly _zod: { readonly input: unknown; readonly optin?: string | undefined };
}

/** What a schema accepts. A schema checks a value and never changes it, so this is the type on both sides. */
export type InputOf<Schema extends AnySchema> = Schema['_zod']['input'];

/** The schemas of a hook's arguments, by name. */
export type ArgsShape = Readonly<Record<string, AnySchema>>;

/** The names of the arguments that may be left out; zod marks their schemas. */
type OptionalNames<Shape extends ArgsShape> = {
  [Name in keyof Shape]: Shape[Name]['_zod']['optin'] extends string ? Name : never;
}[keyof Shape];

/** The one object that a call of the hook takes. Zod's own inference is asked only where an argument is optional. */
export type ArgsOf<Shape extends ArgsShape> = [OptionalNames<Shape>] extends [never]
  ? { readonly [Name in keyof Shape]: InputOf<Shape[Name]> }
  : z.core.$InferObjectInput<Shape, {}>;

type Primitive = string | number | bigint | boolean | symbol | null | undefined | void;

/** Anything but a promise: what a handler of a synchronous hook without a `returns` schema may give. */
export type NotPromise = Primitive | (object & { readonly then?: never });

/** The types that belong to one hook, worked out once where the hookspec is written. */
export interface HookTypes {
  /** The arguments of a call. */
  readonly args: unknown;
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
}

/** A promise, or anything that `await` treats as one. */
type Awaitable<Value> = Value | Promise<Value> | PromiseLike<Value>;

/** The types of an asynchronous hook. */
export interface AsyncTypes<Args, Answer, Result> extends HookTypes {
  readonly args: Args;
  readonly returned: Awaitable<Answer | undefined | void>;
  readonly wrapped: Awaitable<Result | undefined | void>;
  readonly next: () => Promise<Result>;
  readonly result: Result;
  readonly executed: Promise<Result>;
  readonly reported: Promise<Reported<Result>>;
}

/** The types of a synchronous hook. */
export interface SyncTypes<Args, Answer, Result> extends HookTypes {
  readonly args: Args;
  readonly returned: Answer | undefined | void;
  readonly wrapped: Result | undefined | void;
  readonly next: () => Result;
  readonly result: Result;
  readonly executed: Result;
  readonly reported: Reported<Result>;
}

// One interface for each thing that a hook can give. They take the schemas, not the types in them: an interface works its
// members out when they are asked for, so declaring a hook costs the compiler next to nothing.

export interface AsyncNothing<Shape extends ArgsShape> extends AsyncTypes<ArgsOf<Shape>, unknown, void> {}
export interface AsyncAnswers<Shape extends ArgsShape, Schema extends AnySchema> extends AsyncTypes<
  ArgsOf<Shape>,
  InputOf<Schema>,
  InputOf<Schema>[]
> {}
export interface AsyncAnswer<Shape extends ArgsShape, Schema extends AnySchema> extends AsyncTypes<
  ArgsOf<Shape>,
  InputOf<Schema>,
  InputOf<Schema> | undefined
> {}
export interface AsyncThread<Shape extends ArgsShape, Thread extends keyof Shape> extends AsyncTypes<
  ArgsOf<Shape>,
  InputOf<Shape[Thread]>,
  InputOf<Shape[Thread]>
> {}

export interface SyncNothing<Shape extends ArgsShape> extends SyncTypes<ArgsOf<Shape>, NotPromise, void> {}
export interface SyncAnswers<Shape extends ArgsShape, Schema extends AnySchema> extends SyncTypes<
  ArgsOf<Shape>,
  InputOf<Schema>,
  InputOf<Schema>[]
> {}
export interface SyncAnswer<Shape extends ArgsShape, Schema extends AnySchema> extends SyncTypes<
  ArgsOf<Shape>,
  InputOf<Schema>,
  InputOf<Schema> | undefined
> {}
export interface SyncThread<Shape extends ArgsShape, Thread extends keyof Shape> extends SyncTypes<
  ArgsOf<Shape>,
  InputOf<Shape[Thread]>,
  InputOf<Shape[Thread]>
> {}
