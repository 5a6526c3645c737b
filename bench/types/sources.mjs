/** A host of 200 hooks and 5 plugins that implement all of them, as TypeScript that `type-cost.mjs` compiles. */

const HOOKS = Array.from({ length: 200 }, (_, n) => n);

/** The kinds in turn, and what a handler of each looks like. */
const KINDS = [
  { make: 'hook.series', handler: noAnswer('async ') },
  { make: 'hook.collect', returns: true, handler: widget('async ') },
  { make: 'hook.first', returns: true, handler: widget('async ') },
  { make: 'hook.waterfall', thread: true, handler: threaded('async ') },
  { make: 'hook.parallel', returns: true, handler: widget('async ') },
  { make: 'hook.loop', handler: noAnswer('') },
  { make: 'hook.sync.series', handler: noAnswer('') },
  { make: 'hook.sync.collect', returns: true, handler: widget('') },
  { make: 'hook.sync.first', returns: true, handler: widget('') },
  { make: 'hook.sync.waterfall', thread: true, handler: threaded('') },
];

const schemas = `
import { z } from 'zod';
export const Page = z.object({ url: z.string(), title: z.string(), tags: z.array(z.string()) });
${HOOKS.map(
  (n) => `
export const args${n} = { id: z.string(), rank${n}: z.number(), page: Page };
export const Widget${n} = z.object({ title: z.string(), rank${n}: z.number(), note: z.string().optional() });`,
).join('')}
`;

const inferred = `
import type { z } from 'zod';
import type * as schemas from './schemas.ts';
${HOOKS.map(
  (n) => `
type Args${n} = typeof schemas.args${n};
export const id${n} = (id: z.input<Args${n}['id']>, rank: z.input<Args${n}['rank${n}']>, page: z.input<Args${n}['page']>) => page.title + id + rank;
export const widget${n} = (widget: z.input<typeof schemas.Widget${n}>) => widget.rank${n};`,
).join('')}
`;

const hookspecs = `
import { defineHookspecs, hook, type HooksOf } from 'hookline';
import * as schemas from './schemas.ts';
export const hookspecs = defineHookspecs({
${HOOKS.map((n) => `  /** Hook ${n}. */\n  hook_${n}: ${toKind(n).make}(${toOptions(n)}),`).join('\n')}
});
export interface Hooks extends HooksOf<typeof hookspecs> {}
`;

const plugin = (k) => `
import type { Hookimpls } from 'hookline';
import type { Hooks } from './hookspecs.ts';
export const plugin${k}: Hookimpls<Hooks> = {
${HOOKS.map((n) => `  hook_${n}: ${n % 5 === k % 5 ? `{ priority: ${k}, handler: ${toKind(n).handler(n)} }` : toKind(n).handler(n)},`).join('\n')}
};
`;

const host = `
import { createHooks } from 'hookline';
import { hookspecs, type Hooks } from './hookspecs.ts';
${[1, 2, 3, 4, 5].map((k) => `import { plugin${k} } from './plugin-${k}.ts';`).join('\n')}
export const hooks = createHooks<Hooks>(hookspecs);
${[1, 2, 3, 4, 5].map((k) => `hooks.register({ id: 'bench.plugin-${k}', version: '1.0.0' }, plugin${k});`).join('\n')}
`;

const calls = `
import { hooks } from './host.ts';
const page = { url: '/', title: 'Home', tags: [] };
${HOOKS.map((n) => `export const value${n} = await hooks.execute('hook_${n}', { id: 'a', rank${n}: 1, page });`).join('\n')}
`;

/** The files, by name. @type {Readonly<Record<string, string>>} */
export const SOURCES = {
  'schemas.ts': schemas,
  'inferred.ts': inferred,
  'hookspecs.ts': hookspecs,
  ...Object.fromEntries([1, 2, 3, 4, 5].map((k) => [`plugin-${k}.ts`, plugin(k)])),
  'host.ts': host,
  'calls.ts': calls,
};

function toKind(n) {
  return KINDS[n % KINDS.length];
}

function toOptions(n) {
  const { returns, thread } = toKind(n);
  if (returns) return `{ args: schemas.args${n}, returns: schemas.Widget${n} }`;
  return thread ? `{ args: schemas.args${n}, thread: 'page' }` : `{ args: schemas.args${n} }`;
}

function noAnswer(head) {
  return () => `${head}({ page }) => { void page.title; }`;
}

function widget(head) {
  return (n) => `${head}({ id, rank${n} }) => ({ title: id, rank${n} })`;
}

function threaded(head) {
  return () => `${head}({ page, id }) => ({ ...page, title: page.title + id })`;
}
