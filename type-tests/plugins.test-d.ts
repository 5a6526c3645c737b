import { defineHookspecs, hook, type HooksOf } from 'hookline';
import { definePlugin, type ContributedBy, type PluginContext, type PluginLog } from 'hookline/plugin';
import { expectAssignable, expectError, expectType } from 'tsd';
import { z } from 'zod';
import type { DemoHooks, Page } from './demo-hooks.js';

// What handlers receive and give is that of the hooks; the context is that of the plugin and of the call.
definePlugin<DemoHooks>({
  activate: (ctx) => {
    expectType<PluginContext>(ctx);
    expectType<Readonly<Record<string, unknown>>>(ctx.config);
    expectType<PluginLog>(ctx.log);
    expectError(ctx.callId);
  },
  hooks: {
    resolve: async ({ url }, ctx) => {
      expectType<string>(url);
      expectType<number>(ctx.callId);
      expectType<string>(ctx.plugin.id);
      expectType<unknown>(await ctx.services.get('anything'));
      return { url };
    },
    render: { wrapper: true, handler: async ({ page }, next) => (expectType<Page>(page), `${await next()}!`) },
    slugify: ({ slug }) => slug.trim(),
  },
});

// Mistakes show where they are made.
expectError(definePlugin<DemoHooks>({ hooks: { rezolve: () => undefined } }));
expectError(definePlugin<DemoHooks>({ hooks: { render: () => 5 } }));
expectError(definePlugin<DemoHooks>({ hooks: { render: ({ htm }) => htm } }));
expectError(definePlugin<DemoHooks>({ hooks: { slugify: async ({ slug }) => slug } }));
expectError(definePlugin<DemoHooks>({ activat: () => undefined }));
expectError(definePlugin<DemoHooks>({ healthCheck: () => ({ status: 'good' }) }));

// Configuration and services are typed by the plugin; what it leaves out stays as it is.
interface Clock {
  now(): number;
}

definePlugin<DemoHooks, { readonly config: { readonly depth: number }; readonly services: { readonly clock: Clock } }>({
  activate: async ({ config, services }) => {
    expectType<number>(config.depth);
    expectType<Clock>(await services.get('clock'));
    expectError(await services.get('clok'));
  },
  onConfigChange: ({ depth }) => {
    expectType<number>(depth);
  },
  healthCheck: ({ config }) => ({ status: config.depth > 9 ? 'warn' : 'pass', message: 'deep', hint: 'Less.' }),
  hooks: { names: (_args, ctx) => String(ctx.config.depth) },
});
definePlugin<DemoHooks, { readonly config: { readonly depth: number } }>({
  activate: ({ config, services }) => {
    expectType<number>(config.depth);
    expectType<Promise<unknown>>(services.get('anything'));
  },
});

// A plugin calls its own hooks by their short names; others implement them by their full ones.
const storeHookspecs = defineHookspecs({
  after_save: hook.collect({ args: { file: z.string() }, returns: z.number() }),
  to_key: hook.sync.waterfall({ args: { key: z.string() }, thread: 'key' }),
});
interface StoreHooks extends HooksOf<typeof storeHookspecs> {}

definePlugin<DemoHooks, { readonly contributes: StoreHooks }>({
  hookspecs: storeHookspecs,
  hooks: {
    before_load: async ({ file }, ctx) => {
      expectType<number[]>(await ctx.hooks.execute('after_save', { file }));
      expectType<string>(ctx.hooks.execute('to_key', { key: file }));
      expectType<number[]>((await ctx.hooks.executeWithReport('after_save', { file })).value);
      expectError(ctx.hooks.execute('after_safe', { file }));
      expectError(ctx.hooks.execute('after_save', { fil: file }));
      expectError(ctx.hooks.execute('before_load', { file }));
    },
  },
});
definePlugin<DemoHooks & ContributedBy<'acme.store', StoreHooks>>({
  hooks: {
    'acme.store/after_save': ({ file }) => (expectType<string>(file), 1),
    'acme.store/to_key': ({ key }) => key,
    names: () => 'a name',
  },
});
expectError(definePlugin<ContributedBy<'acme.store', StoreHooks>>({ hooks: { after_save: () => 1 } }));

// A plugin without hooks of its own has none to call.
definePlugin<DemoHooks>({
  activate: (ctx) => {
    expectError(ctx.hooks.execute('before_load', { file: 'x' }));
  },
});

// A helper that takes the context of any plugin is given that of a typed one.
definePlugin<DemoHooks, { readonly config: { readonly depth: number } }>({
  activate: (ctx) => expectAssignable<Pick<PluginContext, 'log' | 'onDispose' | 'signal'>>(ctx),
});
