import {
  createHooks,
  hook,
  type CreateHooksOptions,
  type HookContext,
  type HookEvents,
  type HooklineError,
  type Hookspec,
  type Kind,
  KINDS,
  type PlanEntry,
  type Registration,
  type Report,
  type Reported,
  type StatsRow,
} from 'hookline';

export const backends = ['tapable', 'loop'] as const;
export const timings = ['exact', 'sampled', 'off'] as const;
/** The ways to call a hook, which must all come to the same: nobody looks, the caller wants a report, a listener does. */
export const modes = ['plain', 'reported', 'watched'] as const;
export type Mode = (typeof modes)[number];

export interface AnyKind {
  readonly kind: Kind;
  readonly sync: boolean;
}

/** Every kind, asynchronous and, where there is such a thing, synchronous. */
export const everyKind: readonly AnyKind[] = (Object.keys(KINDS) as Kind[]).flatMap((kind) => [
  { kind, sync: false },
  ...(kind === 'parallel' ? [] : [{ kind, sync: true }]),
]);

/** `hook.<kind>(options)` or `hook.sync.<kind>(options)`. */
export function specOf({ kind, sync }: AnyKind, options: object = {}): Hookspec {
  const builders = (sync ? hook.sync : hook) as unknown as Record<Kind, (options: object) => Hookspec>;
  return builders[kind](options);
}

/** Hooks whose handlers may be as wrong as plugins in plain JavaScript can be. */
export interface AnyHooks {
  execute(name: string, args?: unknown, options?: unknown): unknown;
  executeWithReport(name: string, args?: unknown, options?: unknown): unknown;
  register(plugin: { readonly id: string; readonly version: string }, hookimpls: object): Registration;
  without(...ids: string[]): AnyHooks;
  plan(name: string): readonly PlanEntry[];
  on<Name extends keyof HookEvents>(event: Name, listener: (payload: HookEvents[Name]) => unknown): () => void;
  stats(): readonly StatsRow[];
}

export interface SetUpOptions extends CreateHooksOptions {
  readonly mode?: Mode;
}

/** One hook, named `work`, and short ways to use it. */
export interface SetUp {
  readonly hooks: AnyHooks;
  /** Every payload of `hook:error`, so that no warning is printed. */
  readonly errors: HookEvents['hook:error'][];
  /** Registers the plugin `id` with what stands under the name of the hook. */
  add(id: string, entry: unknown): Registration;
  /** The value of a call, or a rejection; synchronous hooks too. */
  call(args?: unknown, options?: unknown): Promise<unknown>;
  /** The value and the report of a call. */
  report(args?: unknown, options?: unknown): Promise<Reported<unknown>>;
  /** The error of a call that has to fail. */
  failure(args?: unknown, options?: unknown): Promise<HooklineError>;
}

export function setUp(spec: Hookspec, { mode = 'plain', ...options }: SetUpOptions = {}): SetUp {
  const hooks = createHooks({ work: spec }, options) as unknown as AnyHooks;
  const errors: HookEvents['hook:error'][] = [];
  hooks.on('hook:error', (payload) => errors.push(payload));
  if (mode === 'watched') hooks.on('hook:report', () => {});
  const report = async (args?: unknown, callOptions?: unknown) =>
    (await hooks.executeWithReport('work', args, callOptions)) as Reported<unknown>;
  const call = async (args?: unknown, callOptions?: unknown): Promise<unknown> =>
    mode === 'reported' ? (await report(args, callOptions)).value : await hooks.execute('work', args, callOptions);
  return {
    hooks,
    errors,
    add: (id, entry) => hooks.register({ id, version: '1.0.0' }, { work: entry }),
    call,
    report,
    failure: (args, callOptions) => failureOf(call(args, callOptions)),
  };
}

/** What `promise` rejects with; an error of its own if it does not. */
export async function failureOf(promise: unknown): Promise<HooklineError> {
  try {
    await promise;
  } catch (error) {
    return error as HooklineError;
  }
  throw new Error('expected a rejection');
}

export interface PlainEntry {
  readonly plugin: string;
  readonly status: string;
  readonly answered: boolean;
  readonly wrapper: boolean;
  readonly reason?: string;
  readonly value?: unknown;
  readonly error?: string;
}

/** A report without what differs from run to run: its times and the number of the call. Errors are shown by their code. */
export function plainReport({ hook: name, status, entries }: Report): {
  hook: string;
  status: string;
  entries: PlainEntry[];
} {
  const plainEntries = entries.map(({ durationMs, version, id, error, ...entry }) => ({
    ...entry,
    ...(error === undefined ? {} : { error: error.code }),
  }));
  return { hook: name, status, entries: plainEntries };
}

/** An entry of {@link plainReport}, with what is usual filled in. */
export function entry(plugin: string, facts: Partial<PlainEntry> = {}): PlainEntry {
  return { plugin, status: 'ok', answered: false, wrapper: false, ...facts };
}

export function answer(plugin: string, value: unknown): PlainEntry {
  return entry(plugin, { answered: true, value });
}

export function skipped(plugin: string, reason: string): PlainEntry {
  return entry(plugin, { status: 'skipped', reason });
}

/** The counts of `stats()` as `plugin: [calls, errors, timeouts]`; the row of the hook stands under its name. */
export function counts(rows: readonly StatsRow[]): Record<string, readonly number[]> {
  return Object.fromEntries(
    rows.map(({ hook: name, plugin = name, calls, errors, timeouts }) => [plugin, [calls, errors, timeouts]]),
  );
}

/** A clock that stands still until it is told otherwise, and counts how often it is read. */
export class FakeClock {
  now = 0;
  reads = 0;
  readonly read = (): number => {
    this.reads += 1;
    return this.now;
  };
}

export interface Deferred<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
}

export function defer<Value = unknown>(): Deferred<Value> {
  let resolve!: (value: Value) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}

/** A promise that never settles. */
export function hang(): Promise<never> {
  return new Promise(() => {});
}

/** Waits until everything that is ready to run has run, time limits that are over included. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A handler that settles only when its signal is aborted, as a plugin with manners would. */
export function untilAborted(_args: unknown, ctx: HookContext): Promise<never> {
  return new Promise((_resolve, reject) => {
    ctx.signal.addEventListener('abort', () => reject(ctx.signal.reason as Error));
  });
}

export interface ProcessWarning {
  readonly name: string;
  readonly code: unknown;
  readonly message: string;
}

/** The process warnings that `run` causes; they are not printed. */
export async function warningsOf(run: () => unknown): Promise<ProcessWarning[]> {
  const warnings: ProcessWarning[] = [];
  const note = (warning: Error & { code?: unknown }): void => {
    warnings.push({ name: warning.name, code: warning.code, message: warning.message });
  };
  const printers = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', note);
  try {
    await run();
    await settled();
  } finally {
    process.off('warning', note);
    for (const printer of printers) process.on('warning', printer);
  }
  return warnings;
}

/** What was rejected and handled by nobody while `run` ran, and shortly after. */
export async function unhandledOf(run: () => unknown): Promise<unknown[]> {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => {
    unhandled.push(reason);
  };
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', note);
  try {
    await run();
    await settled();
  } finally {
    process.off('unhandledRejection', note);
    for (const other of others) process.on('unhandledRejection', other);
  }
  return unhandled;
}
