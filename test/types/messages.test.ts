import { expect, test } from 'vitest';
import { InMemoryProject } from './in-memory-project.ts';
import { PAGE_HOOKS } from './page-hooks.ts';

interface Mistake {
  readonly what: string;
  readonly code: string;
  /** The line of the compiler's message that tells what is wrong; above it may be which hookimpl it is about. */
  readonly says: string;
}

const IN_PLUGINS: readonly Mistake[] = [
  {
    what: 'a misspelled hook',
    code: `hooks.register(plugin, { after_page_rendr: () => undefined });`,
    says: `Object literal may only specify known properties, but 'after_page_rendr' does not exist in type 'Hookimpls<PageHooks>'. Did you mean to write 'after_page_render'?`,
  },
  {
    what: 'a misspelled hook in an object of its own',
    code: `export const mine = { after_page_rendr: () => undefined } satisfies Hookimpls<PageHooks>;`,
    says: `Object literal may only specify known properties, but 'after_page_rendr' does not exist in type 'Hookimpls<PageHooks>'. Did you mean to write 'after_page_render'?`,
  },
  {
    what: 'a misspelled argument',
    code: `hooks.register(plugin, { slugify: ({ slg }) => slg });`,
    says: `Property 'slg' does not exist on type '{ readonly slug: string; }'.`,
  },
  {
    what: 'an argument of a hook that has none',
    code: `hooks.register(plugin, { widgets: ({ file }) => file });`,
    says: `Property 'file' does not exist on type 'NoArgs'.`,
  },
  {
    what: 'a handler that writes to its arguments',
    code: `hooks.register(plugin, { note: (args) => { args.text = ''; } });`,
    says: `Cannot assign to 'text' because it is a read-only property.`,
  },
  {
    what: 'a misspelled option',
    code: `hooks.register(plugin, { slugify: { prioritty: 1, handler: ({ slug }) => slug } });`,
    says: `Object literal may only specify known properties, and 'prioritty' does not exist in type 'HookimplEntry<SyncThread<{ readonly slug: string; }, "slug">>'.`,
  },
  {
    what: 'a misspelled option in a list',
    code: `hooks.register(plugin, { slugify: [{ prioritty: 1, handler: ({ slug }) => slug }] });`,
    says: `Object literal may only specify known properties, and 'prioritty' does not exist in type 'Hookimpl<SyncThread<{ readonly slug: string; }, "slug">>'.`,
  },
  {
    what: 'an answer of the wrong type',
    code: `hooks.register(plugin, { after_page_render: ({ html }) => html.length });`,
    says: `Type 'number' is not assignable to type 'Awaitable<string | NoAnswer>'.`,
  },
  {
    what: 'a promise of the wrong type',
    code: `hooks.register(plugin, { after_page_render: async ({ html }) => html.length });`,
    says: `Type 'number' is not assignable to type 'string | NoAnswer'.`,
  },
  {
    what: 'an answer of the wrong type in the object form',
    code: `hooks.register(plugin, { widgets: { priority: 1, handler: async () => ({ titel: '' }) } });`,
    says: `Type '{ titel: string; }' is not assignable to type '{ title: string; } | NoAnswer'.`,
  },
  {
    what: 'an answer of the wrong type in a list',
    code: `hooks.register(plugin, { slugify: [({ slug }) => slug, ({ slug }) => slug.length] });`,
    says: `Type 'number' is not assignable to type 'string | NoAnswer'.`,
  },
  {
    what: 'a wrapper that returns an answer in place of the result',
    code: `hooks.register(plugin, { widgets: { wrapper: true, handler: async () => ({ title: '' }) } });`,
    says: `Type '{ title: string; }' is not assignable to type 'NoAnswer | { title: string; }[]'.`,
  },
  {
    what: 'an async handler of a synchronous hook',
    code: `hooks.register(plugin, { slugify: async ({ slug }) => slug });`,
    says: `Type 'Promise<string>' is not assignable to type 'string | NoAnswer'.`,
  },
  {
    what: 'an async handler of a synchronous hook that wants no answer',
    code: `hooks.register(plugin, { note: async () => {} });`,
    says: `Type 'Promise<void>' is not assignable to type 'NotPromise'.`,
  },
];

const IN_CALLS: readonly Mistake[] = [
  {
    what: 'a misspelled hook',
    code: `hooks.execute('slugfy', { slug: 'a' });`,
    says: `Argument of type '"slugfy"' is not assignable to parameter of type '"before_load" | "widgets" | "after_page_render" | "slugify" | "note"'.`,
  },
  {
    what: 'a misspelled argument',
    code: `hooks.execute('slugify', { slg: 'a' });`,
    says: `Object literal may only specify known properties, but 'slg' does not exist in type '{ readonly slug: string; }'. Did you mean to write 'slug'?`,
  },
  {
    what: 'an argument too few',
    code: `hooks.execute('after_page_render', { html: '' });`,
    says: `Property 'url' is missing in type '{ html: string; }' but required in type '{ readonly html: string; readonly url: string; }'.`,
  },
  {
    what: 'no arguments',
    code: `hooks.execute('after_page_render');`,
    says: `Expected 2-3 arguments, but got 1.`,
  },
  {
    what: 'an argument of the wrong type',
    code: `hooks.execute('slugify', { slug: 5 });`,
    says: `Type 'number' is not assignable to type 'string'.`,
  },
  {
    what: 'an argument for a hook that has none',
    code: `hooks.execute('widgets', { file: 'a' });`,
    says: `Object literal may only specify known properties, and 'file' does not exist in type 'NoArgs'.`,
  },
  {
    what: 'a misspelled option',
    code: `hooks.execute('slugify', { slug: 'a' }, { sginal: AbortSignal.abort() });`,
    says: `Object literal may only specify known properties, but 'sginal' does not exist in type 'CallOptions<SyncThread<{ readonly slug: string; }, "slug">>'. Did you mean to write 'signal'?`,
  },
];

const IN_HOOKSPECS: readonly Mistake[] = [
  {
    what: 'a misspelled option',
    code: `hook.series({ timeoutMS: 5 });`,
    says: `Object literal may only specify known properties, but 'timeoutMS' does not exist in type 'AsyncNothingOptions<NoArgs>'. Did you mean to write 'timeoutMs'?`,
  },
  {
    what: 'a misspelled choice',
    code: `hook.series({ onError: 'isolat' });`,
    says: `Type '"isolat"' is not assignable to type 'ErrorPolicy | undefined'. Did you mean '"isolate"'?`,
  },
  {
    what: 'a thread that is no argument',
    code: `hook.waterfall({ args: { html: z.string() }, thread: 'htm' });`,
    says: `Type '"htm"' is not assignable to type '"html"'.`,
  },
  {
    what: 'no thread',
    code: `hook.waterfall({ args: { html: z.string() } });`,
    says: `Property 'thread' is missing in type '{ args: { html: z.ZodString; }; }' but required in type 'AsyncThreadOptions<{ readonly html: string; }, "html">'.`,
  },
  {
    what: 'an option of another kind',
    code: `hook.collect({ returns: z.string(), concurrency: 2 });`,
    says: `Object literal may only specify known properties, and 'concurrency' does not exist in type 'AsyncAnswerOptions<NoArgs, string>'.`,
  },
  {
    what: 'a time limit where nothing waits',
    code: `hook.sync.series({ timeoutMs: 5 });`,
    says: `Object literal may only specify known properties, and 'timeoutMs' does not exist in type 'SyncNothingOptions<NoArgs>'.`,
  },
  {
    what: 'a synchronous hook of the kind that waits',
    code: `hook.sync.parallel();`,
    says: `Property 'parallel' does not exist on type 'SyncHookKinds'.`,
  },
  {
    what: 'an argument without a schema',
    code: `hook.series({ args: { html: 'string' } });`,
    says: `Type 'string' is not assignable to type 'SchemaOf<unknown>'.`,
  },
];

const IMPORTS = `
  import { hook, type Hookimpls } from 'hookline';
  import { z } from 'zod';
  import { hooks, plugin, type PageHooks } from './page-hooks.ts';
  export const used: [typeof hook, typeof z, typeof hooks, typeof plugin, Hookimpls<PageHooks>?] = [hook, z, hooks, plugin];
`;

const mistakes = [...IN_PLUGINS, ...IN_CALLS, ...IN_HOOKSPECS];
const project = new InMemoryProject({
  'page-hooks.ts': PAGE_HOOKS,
  ...Object.fromEntries(mistakes.map((mistake) => [toName(mistake), IMPORTS + mistake.code])),
});

test('the hooks of these tests have no problems', () => {
  expect(project.problemsOf('page-hooks.ts')).toEqual([]);
});

test.each(IN_PLUGINS)('in a plugin: $what', expectMessage);
test.each(IN_CALLS)('in a call: $what', expectMessage);
test.each(IN_HOOKSPECS)('in a hookspec: $what', expectMessage);

/** One problem, and no second one that follows from the first. */
function expectMessage(mistake: Mistake): void {
  const problems = project.problemsOf(toName(mistake));
  expect(problems).toHaveLength(1);
  expect(problems[0]?.split('\n').map((line) => line.trim())).toContain(mistake.says);
}

function toName(mistake: Mistake): string {
  return `mistake-${mistakes.indexOf(mistake)}.ts`;
}
