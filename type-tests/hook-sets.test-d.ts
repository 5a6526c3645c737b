import {
  createHooks,
  defineHookspecs,
  hook,
  type AsyncThread,
  type DeclaredHooks,
  type HookCaller,
  type Hookimpls,
  type Hooks,
  type HooksOf,
  type Hookspec,
  type NotPromise,
  type TypesOf,
} from 'hookline';
import { siteHookspecs } from 'hookline/hookspecs/site';
import { expectAssignable, expectError, expectType } from 'tsd';
import { z } from 'zod';
import { demoHookspecs, hooks, type DemoHooks, type Page } from './demo-hooks.js';

const plugin = { id: 'acme.demo', version: '1.0.0' };

// With the interface and without it, the types are the same.
const inferred = createHooks(demoHookspecs);
expectType<Hooks<DemoHooks>>(createHooks<DemoHooks>(demoHookspecs));
expectType<Promise<string>>(inferred.execute('render', { html: '', page: { url: '/' } }));
expectType<string[]>(inferred.executeWithReport('names').value);
inferred.register(plugin, {
  render: async ({ html, page }, ctx) => expectText(html) + page.url + ctx.hook,
  names: { wrapper: true, handler: (_args, next) => next() },
});
expectError(inferred.register(plugin, { rendr: () => '' }));
expectError(inferred.register(plugin, { names: async () => 'a' }));
expectError(inferred.execute('rendr', { html: '' }));
declare function expectText(text: string): string;

// The interface has to be that of the hookspecs.
expectError(createHooks<DemoHooks>(siteHookspecs));
expectError(createHooks<DemoHooks>({}));
expectError(createHooks<{ a: string }>({ a: 'b' }));
expectError(createHooks({ a: { kind: 'series' } }));
expectError(defineHookspecs({ a: 1 }));

// Sets can be put together.
const auditHookspecs = defineHookspecs({ audited: hook.collect({ args: { who: z.string() }, returns: z.boolean() }) });
interface AllHooks extends HooksOf<typeof demoHookspecs>, HooksOf<typeof auditHookspecs> {}
const all = createHooks<AllHooks>({ ...demoHookspecs, ...auditHookspecs });
expectType<Promise<boolean[]>>(all.execute('audited', { who: 'a' }));
expectType<Promise<string[]>>(all.execute('widgets'));
all.register(plugin, { audited: ({ who }) => who === 'a', slugify: ({ slug }) => slug });

// `declare` adds to what was there, for calls, plugins and views.
const more = hooks.declare({ saved: hook.waterfall({ args: { key: z.string(), at: z.date() }, thread: 'key' }) });
expectAssignable<DeclaredHooks<DemoHooks>>(more);
expectType<Promise<string>>(more.execute('saved', { key: 'a', at: new Date() }));
expectType<Promise<string>>(more.without('acme.a').execute('saved', { key: 'a', at: new Date() }));
more.register(plugin, {
  saved: ({ key, at }) => {
    expectType<Date>(at);
    return key;
  },
  render: ({ html }) => html,
});
expectError(more.register(plugin, { saved: ({ key }) => key.length }));
expectError(more.execute('saved', { key: 'a' }));
expectError(hooks.register(plugin, { saved: () => 'a' }));
expectError(hooks.declare({ saved: 1 }));
const both = more.declare({ closed: hook.sync.series() });
expectType<void>(both.execute('closed'));
expectType<Promise<string>>(both.execute('saved', { key: 'a', at: new Date() }));

// The types of one hook, for those who write about hooks in general.
type Render = TypesOf<DemoHooks['render']>;
declare const render: Render;
expectType<Hookspec<AsyncThread<{ readonly html: string; readonly page: Page }, 'html'>>>(demoHookspecs.render);
expectType<{ readonly html: string; readonly page: Page }>(render.args);
expectType<string>(render.result);
expectType<Promise<string>>(render.executed);
expectType<() => Promise<string>>(render.next);
expectAssignable<Render['returned']>(Promise.resolve(undefined));
expectAssignable<Render['returned']>(undefined);
expectType<NotPromise[]>(hooks.execute('anything'));
expectAssignable<HookCaller<DemoHooks>>(hooks);

// A list of hookimpls need not be a literal.
const handlers: ((args: { readonly slug: string }) => string)[] = [];
expectAssignable<Hookimpls<DemoHooks>>({ slugify: handlers });
expectError<Hookimpls<DemoHooks>>({ slugify: [({ slug }: { slug: string }) => slug.length] });
expectError<Hookimpls<DemoHooks>>({ slugify: [{ priority: '1', handler: () => 'a' }] });
expectError<Hookimpls<DemoHooks>>({ slugify: new Set([() => 'a']) });
expectError<Hookimpls<DemoHooks>>({ slugify: 'slug' });

// A host and a plugin may each have a copy of the package, and symbols of two copies are two: a hookspec has none.
declare const symbols: Exclude<keyof Hookspec, string>;
expectType<never>(symbols);
