import { createHooks, hook, type ArgsOf, type HookContext, type InputOf, type NoArgs, type TypesOf } from 'hookline';
import { expectAssignable, expectError, expectNotAssignable, expectType } from 'tsd';
import { z } from 'zod';
import { hooks, type DemoHooks, type Page } from './demo-hooks.js';

const plugin = { id: 'acme.demo', version: '1.0.0' };

interface Tree {
  readonly name: string;
  readonly children: readonly Tree[];
}
const TreeNode = z.object({
  name: z.string(),
  get children() {
    return z.array(TreeNode);
  },
});

// Each argument has the type that its schema accepts, whatever the schema.
const every = createHooks({
  every: hook.sync.series({
    args: {
      text: z.string().min(1),
      count: z.coerce.number<number>(),
      literal: z.literal('on'),
      choice: z.enum(['a', 'b']),
      either: z.union([z.string(), z.number()]),
      nothing: z.string().nullable(),
      list: z.array(z.string()),
      fixedList: z.array(z.string()).readonly(),
      pair: z.tuple([z.string(), z.number()]),
      record: z.record(z.string(), z.number()),
      map: z.map(z.string(), z.number()),
      date: z.date(),
      recursive: TreeNode,
      declared: z.custom<Tree>(),
      callback: z.custom<(text: string) => number>(),
      piped: z.string().transform(Number),
      anyOf: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('x'), x: z.number() }),
        z.object({ kind: z.literal('y') }),
      ]),
      unknown: z.unknown(),
      optional: z.string().optional(),
      defaulted: z.number().default(1),
    },
  }),
});
every.register(plugin, {
  every: (args) => {
    expectType<string>(args.text);
    expectType<number>(args.count);
    expectType<'on'>(args.literal);
    expectType<'a' | 'b'>(args.choice);
    expectType<string | number>(args.either);
    expectType<string | null>(args.nothing);
    expectType<string[]>(args.list);
    expectType<readonly string[]>(args.fixedList);
    expectType<[string, number]>(args.pair);
    expectType<Record<string, number>>(args.record);
    expectType<Map<string, number>>(args.map);
    expectType<Date>(args.date);
    expectType<string | undefined>(args.recursive.children[0]?.children[0]?.name);
    expectType<Tree>(args.declared);
    expectType<number>(args.callback('a'));
    expectType<string>(args.piped);
    if (args.anyOf.kind === 'x') expectType<number>(args.anyOf.x);
    expectType<unknown>(args.unknown);
    expectType<string | undefined>(args.optional);
    expectType<number | undefined>(args.defaulted);
  },
});
declare const input: InputOf<z.ZodPipe<z.ZodString, z.ZodNumber>>;
expectType<string>(input);

// An argument may be left out where its schema accepts `undefined`. One that may be anything has to be given.
const optional = createHooks({
  some: hook.series({ args: { file: z.string(), why: z.string().optional(), times: z.number().default(1) } }),
  all: hook.series({ args: { why: z.string().or(z.undefined()), how: z.custom<string | undefined>() } }),
  anything: hook.series({ args: { value: z.unknown(), other: z.any() } }),
});
expectType<Promise<void>>(optional.execute('some', { file: 'a' }));
expectType<Promise<void>>(optional.execute('some', { file: 'a', why: undefined, times: 2 }));
expectError(optional.execute('some', { why: 'a' }));
expectError(optional.execute('some', { file: undefined }));
expectError(optional.execute('some', { file: 'a', time: 2 }));
expectError(optional.execute('some'));
expectType<Promise<void>>(optional.execute('all'));
expectType<Promise<void>>(optional.execute('all', {}));
expectType<Promise<void>>(optional.execute('all', undefined, { signal: AbortSignal.abort() }));
expectError(optional.execute('all', { wy: 'a' }));
expectError(optional.execute('anything'));
expectError(optional.execute('anything', { value: 1 }));
declare const leftOut: ArgsOf<{ readonly file: string; readonly why: string | undefined }>;
expectType<{ readonly file: string; readonly why?: string | undefined }>(leftOut);

// A hook without arguments takes the empty object, or nothing, and gives its hookimpls nothing to read.
expectType<Promise<string[]>>(hooks.execute('widgets', {}));
expectType<Promise<string[]>>(hooks.execute('widgets', undefined, { signal: AbortSignal.abort() }));
expectType<string[]>(hooks.executeWithReport('names', undefined, {}).value);
expectError(hooks.execute('widgets', { file: 'a' }));
expectError(hooks.execute('widgets', 5));
expectError(hooks.register(plugin, { widgets: ({ file }) => file }));
declare const none: TypesOf<DemoHooks['widgets']>['args'];
expectType<NoArgs>(none);
expectNotAssignable<NoArgs>({ file: 'a' });

// Arguments and context are for reading.
hooks.register(plugin, {
  render: (args, ctx) => {
    expectType<{ readonly html: string; readonly page: Page }>(args);
    expectError((args.html = ''));
    expectError((ctx.hook = ''));
    expectError((ctx.callId = 1));
    expectError((ctx.signal = AbortSignal.abort()));
    expectError(ctx.other);
    expectType<HookContext>(ctx);
    return args.html;
  },
});

// What a hookimpl received can be handed on to another call.
hooks.register(plugin, { render: async (args) => hooks.execute('render', args) });
hooks.register(plugin, { resolve: async (args) => hooks.execute('resolve', args) });

// The schemas may stand apart from the hookspec.
const shape = { key: z.string(), depth: z.number().optional() };
const apart = createHooks({ read: hook.first({ args: shape, returns: z.boolean() }) });
expectType<Promise<boolean | undefined>>(apart.execute('read', { key: 'a' }));
expectError(apart.execute('read', { kez: 'a' }));
apart.register(plugin, { read: ({ key, depth }) => key.length > (depth ?? 0) });

// A call takes what fits, not only literals.
expectAssignable<Parameters<typeof hooks.plan>[0]>('render');
const given: { html: string; page: Page; more: number } = { html: '', page: { url: '/' }, more: 1 };
expectType<Promise<string>>(hooks.execute('render', given));
