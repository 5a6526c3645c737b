import type { Hookimpls } from 'hookline';
import { expectError, expectType } from 'tsd';
import { hooks, type DemoHooks, type Page } from './demo-hooks.js';

const plugin = { id: 'acme.demo', version: '1.0.0' };

// `next` gives what the call would give without the wrapper: a promise in asynchronous hooks, the value in synchronous ones.
const wrappers: Hookimpls<DemoHooks> = {
  before_load: { wrapper: true, handler: async (_args, next) => expectType<() => Promise<void>>(next) },
  settle: { wrapper: true, handler: async (_args, next) => expectType<() => Promise<void>>(next) },
  widgets: {
    wrapper: true,
    handler: async (_args, next) => {
      expectType<() => Promise<string[]>>(next);
      return [...(await next()), 'mine'];
    },
  },
  check: {
    wrapper: true,
    handler: async (_args, next) => {
      expectType<() => Promise<number[]>>(next);
      return (await next()).toSorted((a, b) => a - b);
    },
  },
  resolve: {
    wrapper: true,
    handler: async ({ url }, next) => {
      expectType<() => Promise<Page | undefined>>(next);
      return (await next()) ?? { url };
    },
  },
  render: {
    wrapper: true,
    handler: async ({ html }, next) => {
      expectType<() => Promise<string>>(next);
      return html + (await next());
    },
  },
  note: { wrapper: true, handler: (_args, next) => expectType<() => void>(next) },
  again: { wrapper: true, handler: (_args, next) => expectType<() => void>(next) },
  names: {
    wrapper: true,
    handler: (_args, next) => {
      expectType<() => string[]>(next);
      return next().toReversed();
    },
  },
  pick: {
    wrapper: true,
    handler: ({ from }, next) => {
      expectType<() => string | undefined>(next);
      return next() ?? from[0];
    },
  },
  slugify: {
    wrapper: true,
    handler: ({ slug }, next) => {
      expectType<() => string>(next);
      return slug + next();
    },
  },
};
hooks.register(plugin, wrappers);

// A wrapper that returns nothing keeps the result; one in an asynchronous hook need not be async.
hooks.register(plugin, {
  widgets: { wrapper: true, handler: async (_args, next) => void (await next()) },
  render: { wrapper: true, priority: 5, order: 'first', handler: (_args, next) => next() },
  names: { wrapper: true, handler: () => {} },
  check: [{ wrapper: true, handler: async (_args, next) => next() }, () => 1],
});

// What it returns replaces the result, so it must be one: not an answer, not a promise in a synchronous hook.
expectError(hooks.register(plugin, { widgets: { wrapper: true, handler: async () => 'one' } }));
expectError(hooks.register(plugin, { widgets: { wrapper: true, handler: async () => [1] } }));
expectError(hooks.register(plugin, { render: { wrapper: true, handler: async () => 5 } }));
expectError(hooks.register(plugin, { names: { wrapper: true, handler: async () => ['a'] } }));
expectError(
  hooks.register(plugin, { slugify: { wrapper: true, handler: async (_args: unknown, next: () => string) => next() } }),
);

// Without `wrapper: true` there is no `next`.
hooks.register(plugin, {
  render: { wrapper: false, handler: ({ html }, ctx) => html + expectString(ctx.hook) },
});
expectError(hooks.register(plugin, { render: { handler: async (_args, next: () => Promise<string>) => next() } }));
expectError(hooks.register(plugin, { render: { wrapper: 'yes', handler: async () => '' } }));
expectError(hooks.register(plugin, { render: { wrapper: true } }));

declare function expectString(text: string): string;
