import { describe, expect, test } from 'vitest';
import { InMemoryProject } from './in-memory-project.ts';
import { PAGE_HOOKS } from './page-hooks.ts';

const IMPORTS = `
  import { hook, type Hookimpls } from 'hookline';
  import { z } from 'zod';
  import { hooks, plugin, type PageHooks } from './page-hooks.ts';
`;

const MISTAKES = {
  'a misspelled hook': `hooks.register(plugin, { after_page_rendr: () => undefined });`,
  'a misspelled hook in an annotated object': `export const hookimpls: Hookimpls<PageHooks> = { after_page_rendr: () => undefined };`,
  'a misspelled argument': `hooks.register(plugin, { slugify: ({ slg }) => slg });`,
  'an argument of a hook that has none': `hooks.register(plugin, { widgets: ({ file }) => file });`,
  'a misspelled option': `hooks.register(plugin, { slugify: { prioritty: 1, handler: ({ slug }) => slug } });`,
  'an answer of the wrong type': `hooks.register(plugin, { after_page_render: ({ html }) => html.length });`,
  'an answer of the wrong type in the object form': `hooks.register(plugin, { after_page_render: { handler: ({ html }) => html.length } });`,
  'a promise of the wrong type': `hooks.register(plugin, { after_page_render: async ({ html }) => html.length });`,
  'an answer with a part missing': `hooks.register(plugin, { widgets: { handler: async () => ({}) } });`,
  'an async handler of a synchronous hook': `hooks.register(plugin, { slugify: async ({ slug }) => slug });`,
  'an async handler of a synchronous hook that wants no answer': `hooks.register(plugin, { note: async () => {} });`,
  'a wrapper that returns an answer in place of the result': `hooks.register(plugin, { widgets: { wrapper: true, handler: async () => ({ title: 'a' }) } });`,
  'a misspelled option in a list': `hooks.register(plugin, { slugify: [({ slug }) => slug, { prioritty: 1, handler: ({ slug }) => slug }] });`,
  'an argument that a handler writes to': `hooks.register(plugin, { note: (args) => { args.text = ''; } });`,
  'a call of a misspelled hook': `hooks.execute('slugfy', { slug: 'a' });`,
  'a call with a misspelled argument': `hooks.execute('slugify', { slg: 'a' });`,
  'a call with an argument too few': `hooks.execute('after_page_render', { html: '' });`,
  'a call without arguments': `hooks.execute('after_page_render');`,
  'a call with an argument of the wrong type': `hooks.execute('slugify', { slug: 5 });`,
  'an argument for a hook that has none': `hooks.execute('widgets', { file: 'a' });`,
  'a misspelled option of a call': `hooks.execute('slugify', { slug: 'a' }, { sginal: AbortSignal.abort() });`,
  'a thread that is no argument': `hook.waterfall({ args: { html: z.string() }, thread: 'htm' });`,
  'a waterfall without a thread': `hook.waterfall({ args: { html: z.string() } });`,
  'a misspelled option of a hookspec': `hook.series({ timeout: 5 });`,
  'a misspelled choice': `hook.series({ onError: 'isolat' });`,
  'a time limit for a synchronous hook': `hook.sync.series({ timeoutMs: 5 });`,
  'a synchronous hook of a kind that waits': `hook.sync.parallel();`,
  'an argument without a schema': `hook.series({ args: { html: 'string' } });`,
};

test('p', () => {
  const files = Object.entries(MISTAKES).map(([n, c], i) => [`m${i}.ts`, IMPORTS + c]);
  const p = new InMemoryProject({ 'page-hooks.ts': PAGE_HOOKS, ...Object.fromEntries(files) });
  Object.entries(MISTAKES).forEach(([n], i) => console.log(n + '\n   ' + p.problemsOf(`m${i}.ts`).filter(x=>!/never (used|read)/.test(x)).join('\n--- ')));
});
