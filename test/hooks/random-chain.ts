import * as fc from 'fast-check';
import { isHooklineError } from 'hookline';
import { z } from 'zod';
import { everyKind, hang, type AnyKind } from './call-setup.ts';

/** A chain as plain data, so that a failing one can be read and shortened. */
export interface Chain {
  readonly kind: AnyKind;
  readonly onError: 'isolate' | 'fail' | 'aggregate';
  readonly payload: 'shared' | 'frozen' | 'cloned';
  readonly validate: 'all' | 'results' | 'none';
  readonly schema: keyof typeof SCHEMAS;
  readonly concurrency: number;
  readonly timeoutMs: number | undefined;
  /** Each plugin with its hookimpls. */
  readonly plugins: readonly (readonly ChainHookimpl[])[];
  /** The arguments of each call. */
  readonly calls: readonly (keyof typeof ARGS)[];
}

interface ChainHookimpl {
  readonly options: object;
  /** What the handler does in its first run, in its second, and so on; the last one from then on. */
  readonly steps: readonly Step[];
  /** Makes it a wrapper. */
  readonly wraps?: Wrapping | undefined;
}

interface Step {
  readonly how: 'now' | 'promise' | 'late' | 'thenable' | 'lateThenable' | 'hang' | 'brokenThen' | 'change';
  readonly value?: keyof typeof VALUES;
  readonly thrown?: keyof typeof THROWN;
}

interface Wrapping {
  readonly start: 'go' | 'throw' | 'hang';
  readonly nexts: 0 | 1 | 2;
  readonly awaits: boolean;
  readonly catches: boolean;
  readonly end: 'value' | 'inner' | 'list' | 'nothing' | 'throw' | 'hang' | 'late';
}

const record = z.object({ size: z.number() });
export const SCHEMAS = {
  none: z.unknown(),
  strict: z.union([z.string(), z.null(), record]),
  asynchronous: z.string().refine(async () => Promise.resolve(true)),
};

const VALUES = {
  nothing: () => undefined,
  null: () => null,
  text: () => 'text',
  object: () => ({ size: 1 }),
  wrongObject: () => ({ size: 'large' }),
  function: () => () => {},
  withFunction: () => ({ size: 3, run: () => {} }),
};

const THROWN = {
  error: () => new TypeError('broken'),
  undefined: () => undefined,
  null: () => null,
  text: () => 'a text',
  frozen: () => Object.freeze(new Error('frozen')),
  bare: () => Object.create(null) as object,
  hostile: () => ({
    get message(): string {
      throw new Error('hostile');
    },
  }),
};

const ARGS = {
  usual: () => ({ text: 'text', page: { url: '/a/b', hits: 0 } }),
  turned: () => ({ page: { url: '/c', hits: 1 }, text: null }),
  partial: () => ({ text: 'another' }),
  none: () => undefined,
  unknown: () => ({ text: 'text', pages: 1 }),
  wrong: () => ({ text: 5, page: {} }),
  noObject: () => 'text',
  notCopied: () => ({ text: 'text', page: { hits: 2, run: () => {} } }),
};

const FILTERS = [
  { text: { prefix: ['te', 'a'] } },
  { text: 'text' },
  { text: null },
  { 'page.hits': [0, 1] },
  { 'page.url': { glob: '/*' }, text: ['text', null] },
  { text: 'no such text' },
];

const keysOf = <Key extends string>(object: Readonly<Record<Key, unknown>>): Key[] => Object.keys(object) as Key[];

function steps(hangs: boolean): fc.Arbitrary<Step> {
  const value = fc.constantFrom(...keysOf(VALUES));
  const how = fc.constantFrom<Step['how']>('now', 'promise', 'late', 'thenable', 'lateThenable');
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ how, value }) },
    { weight: 3, arbitrary: fc.record({ how: fc.constant<'now'>('now'), value }) },
    { weight: 2, arbitrary: fc.record({ how, thrown: fc.constantFrom(...keysOf(THROWN)) }) },
    { weight: 2, arbitrary: fc.record({ how: fc.constantFrom<Step['how']>('brokenThen', 'change', 'change'), value }) },
    ...(hangs ? [{ weight: 2, arbitrary: fc.constant<Step>({ how: 'hang' }) }] : []),
  );
}

function wrappings(hangs: boolean): fc.Arbitrary<Wrapping> {
  const hang = hangs ? (['hang'] as const) : [];
  return fc.record({
    start: fc.constantFrom<Wrapping['start']>('go', 'go', 'go', 'throw', ...hang),
    nexts: fc.constantFrom<Wrapping['nexts']>(0, 1, 1, 1, 2),
    awaits: fc.constantFrom(true, true, false),
    catches: fc.boolean(),
    end: fc.constantFrom<Wrapping['end']>('value', 'inner', 'inner', 'list', 'nothing', 'throw', 'late', ...hang),
  });
}

function hookimpls(index: number, hangs: boolean): fc.Arbitrary<ChainHookimpl> {
  // Mostly in one direction, so that few plugins are refused for a contradiction.
  const earlier = Array.from({ length: index }, (_, each) => pluginId(each));
  const options = fc.record(
    {
      priority: fc.constantFrom(-1, 0, 1, Infinity),
      order: fc.constantFrom('first', 'last'),
      filter: fc.constantFrom(...FILTERS),
      after: fc.subarray([...earlier, 'acme.absent']),
      before: fc.subarray(['acme.absent', pluginId(index + 1)]),
    },
    { requiredKeys: [] },
  );
  return fc.record({
    options: fc.option(options, { nil: {}, freq: 3 }),
    steps: fc.array(steps(hangs), { minLength: 1, maxLength: 3 }),
    wraps: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, wrappings(hangs)),
  });
}

function plugins(hangs: boolean): fc.Arbitrary<ChainHookimpl[][]> {
  const each = (index: number): fc.Arbitrary<ChainHookimpl[]> =>
    fc.array(hookimpls(index, hangs), { minLength: 1, maxLength: 2 });
  const all = fc.tuple(...Array.from({ length: 5 }, (_, index) => each(index)));
  const some = fc.tuple(all, fc.integer({ min: 0, max: 5 })).map(([list, count]) => list.slice(0, count));
  // Calls of plans without wrappers may go unwatched.
  const withoutWrappers = some.map((list) => list.map((own) => own.map((one) => ({ ...one, wraps: undefined }))));
  return fc.oneof(some, withoutWrappers);
}

/** Random chains; those that hang have a time limit. */
export function chains(hangs: boolean): fc.Arbitrary<Chain> {
  const valid = fc.constantFrom<keyof typeof ARGS>('usual', 'turned', 'partial');
  return fc.record({
    kind: fc.constantFrom(...everyKind.filter(({ sync }) => !(hangs && sync))),
    onError: fc.constantFrom('isolate', 'isolate', 'isolate', 'fail', 'aggregate'),
    payload: fc.constantFrom('shared', 'frozen', 'cloned'),
    validate: fc.constantFrom('results', 'results', 'all', 'none'),
    schema: fc.constantFrom('none', 'none', 'strict', 'strict', 'asynchronous'),
    concurrency: fc.constantFrom(1, 2, Infinity),
    timeoutMs: fc.constant(hangs ? 5 : undefined),
    plugins: plugins(hangs),
    calls: fc.array(fc.oneof({ weight: 4, arbitrary: valid }, fc.constantFrom(...keysOf(ARGS))), {
      minLength: 2,
      maxLength: hangs ? 2 : 3,
    }),
  });
}

export function pluginId(index: number): string {
  return `acme.p${index}`;
}

export function argsOf(name: keyof typeof ARGS): unknown {
  return ARGS[name]();
}

/** Fresh hookimpls of a chain. They write into `log` what they saw. */
export function hookimplsOf({ kind }: Chain, own: readonly ChainHookimpl[], name: string, log: unknown[]): object[] {
  return own.map(({ options, steps: script, wraps }, index) => {
    let runs = 0;
    const note = (...facts: readonly unknown[]): void => void log.push([`${name}/${index + 1}`, ...facts.map(plain)]);
    if (wraps === undefined) {
      const handler = (args: unknown): unknown => {
        note(args);
        return perform(script[Math.min(runs++, script.length - 1)]!, args);
      };
      return { ...options, handler };
    }
    const handler = (args: unknown, next: () => unknown): unknown => {
      note(args);
      const run = wrap(wraps, next, note);
      return kind.sync ? drive(run) : driveAsync(run);
    };
    return { ...options, wrapper: true, handler };
  });
}

function perform({ how, value = 'nothing', thrown }: Step, args: unknown): unknown {
  const outcome = (): unknown => {
    // oxlint-disable-next-line typescript/only-throw-error -- plugins throw anything
    if (thrown !== undefined) throw THROWN[thrown]();
    return VALUES[value]();
  };
  switch (how) {
    case 'now':
      return outcome();
    case 'promise':
      return new Promise((resolve) => resolve(outcome()));
    case 'late':
      return ticks(3).then(outcome);
    case 'thenable':
    case 'lateThenable': {
      const promise = (how === 'thenable' ? Promise.resolve() : ticks(4)).then(outcome);
      return {
        then: (resolve: (value: unknown) => void, reject: (thrown: unknown) => void) => {
          promise.then(resolve, reject).then(resolve, reject);
        },
      };
    }
    case 'hang':
      return hang();
    case 'brokenThen':
      return {
        get then(): unknown {
          throw new Error('no then');
        },
      };
    case 'change':
      (args as ReturnType<typeof ARGS.usual>).page.hits += 1;
      return outcome();
  }
}

type Run = Generator<unknown, unknown, unknown>;

/** What a wrapper does; a `yield` waits where the hook is asynchronous. */
function* wrap(
  { start, nexts, awaits, catches, end }: Wrapping,
  next: () => unknown,
  note: (fact: unknown) => void,
): Run {
  if (start === 'throw') throw new Error('before next');
  if (start === 'hang') yield hang();
  let inner: unknown;
  try {
    for (let count = 0; count < nexts; count++) {
      const result = next();
      inner = awaits ? yield result : undefined;
    }
    note(inner);
  } catch (thrown) {
    note(thrown);
    if (!catches) throw thrown;
  }
  if (end === 'throw') throw new Error('after next');
  if (end === 'hang') yield hang();
  if (end === 'late') callLate(next).catch(note);
  return { value: 'replaced', list: ['replaced'], inner }[end as string];
}

async function callLate(next: () => unknown): Promise<void> {
  await ticks(30);
  await next();
}

function drive(run: Run): unknown {
  let step = run.next();
  while (step.done !== true) step = run.next(step.value);
  return step.value;
}

async function driveAsync(run: Run): Promise<unknown> {
  let step = run.next();
  while (step.done !== true) {
    const proceed = await Promise.resolve(step.value).then(
      (value) => () => run.next(value),
      (thrown: unknown) => () => run.throw(thrown),
    );
    step = proceed();
  }
  return step.value;
}

async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick++) await Promise.resolve();
}

/** A value as data that can be compared: errors by all they say, functions as such. */
export function plain(value: unknown): unknown {
  if (typeof value === 'function') return '(function)';
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (isHooklineError(value)) {
    const { code, message, hint, data, cause } = value;
    return { code, message, hint, data, cause: plain(cause) };
  }
  if (value instanceof AggregateError) return { message: value.message, errors: plain(value.errors) };
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return Object.entries(Object.getOwnPropertyDescriptors(value)).map(([key, own]) => [key, plain(own.value)]);
}
