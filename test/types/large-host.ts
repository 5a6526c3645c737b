/** How many hooks the host has that this module writes: of four kinds, implemented in three forms. */
export const HOOK_COUNT = 200;

const indices = Array.from({ length: HOOK_COUNT }, (_, index) => index);

/** The schemas of a hook: its arguments and its answer. */
function schemasOf(index: number): string {
  return `
    export const args${index} = { html: z.string(), count${index}: z.number() };
    export const answer${index} = z.object({ id${index}: z.string(), count: z.number() });
  `;
}

/** What every use of the schemas comes to: their types, and the types of their parts. */
function typesOf(index: number): string {
  return `
    declare const given${index}: z.input<z.ZodObject<typeof args${index}>>;
    declare const answered${index}: z.input<typeof answer${index}>;
    export const parts${index} = [
      given${index}.html, given${index}.count${index}, answered${index}.id${index}, answered${index}.count,
    ];
  `;
}

function hookspecOf(index: number): string {
  const [args, answer] = [`args: schemas.args${index}`, `returns: schemas.answer${index}`];
  const kinds = [
    `hook.collect({ ${args}, ${answer} })`,
    `hook.waterfall({ ${args}, thread: 'html' })`,
    `hook.sync.first({ ${args}, ${answer} })`,
    `hook.series({ ${args} })`,
  ];
  return `hook${index}: ${kinds[index % kinds.length]},\n`;
}

function hookimplOf(index: number): string {
  const answer = `({ html, count${index} }) => ({ id${index}: html, count: count${index} })`;
  const forms = [
    answer,
    'async ({ html }) => html',
    `{ priority: 1, handler: ${answer} }`,
    '({ html }) => { void html; }',
  ];
  return `hook${index}: ${forms[index % forms.length]},\n`;
}

const SCHEMAS = `import { z } from 'zod';\n${indices.map(schemasOf).join('')}${indices.map(typesOf).join('')}`;

const HOOKSPECS = `
  import { defineHookspecs, hook, type HooksOf } from 'hookline';
  import * as schemas from './schemas.ts';
  export const hookspecs = defineHookspecs({ ${indices.map(hookspecOf).join('')} });
  export interface LargeHooks extends HooksOf<typeof hookspecs> {}
`;

const HOST = `
  import { createHooks } from 'hookline';
  import { hookspecs, type LargeHooks } from './hookspecs.ts';
  export const hooks = createHooks<LargeHooks>(hookspecs);
`;

interface Plugins {
  readonly count: number;
  /** How many hooks each of them implements. */
  readonly hooksEach: number;
}

/** The schemas, and that their types are read. */
export const schemaFiles = { 'schemas.ts': SCHEMAS };

export const hookspecFiles = { ...schemaFiles, 'hookspecs.ts': HOOKSPECS };

/** The host with its plugins; the second begins behind the last hook of the first, and so on. */
export function pluginFiles(plugins: Plugins): Record<string, string> {
  const files = toPlugins(plugins);
  const registrations = Object.keys(files).map(
    (file, plugin) => `
      import { hookimpls as hookimpls${plugin} } from './${file}';
      hooks.register({ id: 'acme.plugin${plugin}', version: '1.0.0' }, hookimpls${plugin});
    `,
  );
  return { ...hookspecFiles, ...files, 'host.ts': HOST + registrations.join('') };
}

/** The host with its plugins, and a call of every hook. */
export function callFiles(plugins: Plugins): Record<string, string> {
  const calls = indices.map(
    (index) => `export const result${index} = hooks.execute('hook${index}', { html: '', count${index}: 1 });\n`,
  );
  return { ...pluginFiles(plugins), 'calls.ts': `import { hooks } from './host.ts';\n${calls.join('')}` };
}

function toPlugins({ count, hooksEach }: Plugins): Record<string, string> {
  const plugins = Array.from({ length: count }, (_, plugin) => {
    const implemented = Array.from({ length: hooksEach }, (__, nth) => (plugin * hooksEach + nth) % HOOK_COUNT);
    const module = `
      import type { Hookimpls } from 'hookline';
      import type { LargeHooks } from './hookspecs.ts';
      export const hookimpls: Hookimpls<LargeHooks> = { ${implemented.map(hookimplOf).join('')} };
    `;
    return [`plugin${plugin}.ts`, module] as const;
  });
  return Object.fromEntries(plugins);
}
