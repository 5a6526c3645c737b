import type { HookContext, Hookimpls, Registration } from 'hookline';
import { expectError, expectType } from 'tsd';
import { hooks, type DemoHooks, type Page } from './demo-hooks.js';

const plugin = { id: 'acme.demo', version: '1.0.0' };

// Arguments and context are inferred in every form.
expectType<Registration>(
  hooks.register(plugin, {
    before_load: ({ file }, ctx) => {
      expectType<string>(file);
      expectType<HookContext>(ctx);
      expectType<AbortSignal>(ctx.signal);
    },
    resolve: {
      priority: 10,
      after: ['acme.cache'],
      handler: async ({ url, language }, ctx) => {
        expectType<string>(url);
        expectType<string | undefined>(language);
        expectType<number>(ctx.callId);
        return { url };
      },
    },
    render: [
      ({ html, page }) => {
        expectType<Page>(page);
        return html;
      },
      { id: 'second', order: 'last', handler: async ({ html }) => html.trim() },
      {
        wrapper: true,
        handler: async (args, next, ctx) => {
          expectType<{ readonly html: string; readonly page: Page }>(args);
          expectType<() => Promise<string>>(next);
          expectType<string>(ctx.hook);
          return `${await next()}!`;
        },
      },
    ],
    names: {
      wrapper: true,
      handler: (_args, next) => {
        expectType<() => string[]>(next);
        return [...next(), 'more'];
      },
    },
    settle: () => {},
    check: ({ depth }) => depth,
    slugify: ({ slug }) => slug.toLowerCase(),
  }),
);

// `next` gives what the kind gives.
hooks.register(plugin, {
  before_load: { wrapper: true, handler: async (_args, next) => expectType<void>(await next()) },
  resolve: { wrapper: true, handler: async (_args, next) => expectType<Page | undefined>(await next()) },
  pick: { wrapper: true, handler: (_args, next) => expectType<string | undefined>(next()) },
});

// No answer is fine everywhere; a value or a promise is fine in asynchronous hooks.
hooks.register(plugin, { widgets: () => undefined, resolve: () => {}, render: async () => undefined });
hooks.register(plugin, { widgets: () => 'a', resolve: async () => ({ url: '/' }), check: async () => 1 });

// Synchronous hooks refuse async handlers, with or without a schema.
expectError(hooks.register(plugin, { slugify: async ({ slug }: { slug: string }) => slug }));
expectError(hooks.register(plugin, { names: async () => 'a' }));
expectError(hooks.register(plugin, { anything: async () => 'a' }));
expectError(hooks.register(plugin, { note: async () => {} }));
expectError(hooks.register(plugin, { again: async () => true }));
expectError(hooks.register(plugin, { pick: { handler: async () => 'a' } }));
hooks.register(plugin, { anything: () => ({ then: undefined, list: [1] }), note: () => 5, again: () => true });

// Wrong answers, misspelled names and options.
expectError(hooks.register(plugin, { widgets: () => 5 }));
expectError(hooks.register(plugin, { render: ({ html }: { html: string }) => html.length }));
expectError(hooks.register(plugin, { rendr: () => 'a' }));
expectError(hooks.register(plugin, { render: ({ htlm }) => htlm }));
expectError(hooks.register(plugin, { widgets: { prioritty: 1, handler: () => 'a' } }));
expectError(hooks.register(plugin, { widgets: { order: 'middle', handler: () => 'a' } }));
expectError(hooks.register(plugin, { widgets: { priority: '1', handler: () => 'a' } }));
expectError(hooks.register({ id: 'a' }, {}));

// The context and the arguments are for reading.
expectError(
  hooks.register(plugin, {
    before_load: (_args, ctx) => {
      ctx.callId = 5;
    },
  }),
);

// `Hookimpls` does the same away from `register`.
const hookimpls: Hookimpls<DemoHooks> = { render: ({ html }) => html, names: () => 'a' };
hooks.register(plugin, hookimpls);
hooks.register(plugin, { render: ({ html }) => html } satisfies Hookimpls<DemoHooks>);
expectError<Hookimpls<DemoHooks>>({ names: async () => 'a' });

// A registration can be let go, also by `using`.
const registration = hooks.register(plugin, {});
expectType<Promise<void>>(registration.ready);
expectType<void>(registration.dispose());
expectType<void>(registration[Symbol.dispose]());
