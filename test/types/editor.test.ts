import { describe, expect, test } from 'vitest';
import { InMemoryProject } from './in-memory-project.ts';
import { PAGE_HOOKS } from './page-hooks.ts';

const IMPORTS = `
  import { createHooks, type Hookimpls } from 'hookline';
  import { hooks, pageHookspecs, plugin, type PageHooks } from './page-hooks.ts';
`;

const project = new InMemoryProject({
  'page-hooks.ts': PAGE_HOOKS,
  'register.ts': `${IMPORTS}
    hooks.register(plugin, {
      before_load: ({ file }, ctx) => console.log(file, ctx.hook),
      slugify: { priority: 5, handler: ({ slug }) => slug.toLowerCase() },
      after_page_render: [
        async ({ html }) => html.trim(),
        { wrapper: true, handler: async ({ url }, next) => url + (await next()) },
      ],
    });`,
  'annotated.ts': `${IMPORTS} export const hookimpls: Hookimpls<PageHooks> = { widgets: () => ({ title: '' }) };`,
  'checked.ts': `${IMPORTS} export const hookimpls = { widgets: () => ({ title: '' }) } satisfies Hookimpls<PageHooks>;`,
  'inferred.ts': `${IMPORTS} createHooks(pageHookspecs).register(plugin, { note: () => {} });`,
  'half-written.ts': `${IMPORTS} hooks.register(plugin, {   }); void hooks.execute(''); hooks.execute('slugify', {  });
    hooks.register(plugin, { slugify: {  } });`,
});

describe('the doc comment of a hookspec shows on the method of the plugin', () => {
  test.each([
    ['in a call of register', 'register.ts', '      before_load', 'Before the file is read.'],
    ['in the object form', 'register.ts', '      slugify', 'The last part of an address.'],
    [
      'in the list form',
      'register.ts',
      '      after_page_render',
      'The rendered page.\nAn answer is the page to go on with.',
    ],
    ['in an object with a type', 'annotated.ts', '= { widgets', 'A widget for the dashboard.'],
    ['in an object that satisfies the type', 'checked.ts', '= { widgets', 'A widget for the dashboard.'],
    ['without an interface for the hooks', 'inferred.ts', '{ note', 'Something to remember.'],
  ])('%s', (_where, file, marked, documentation) => {
    expect(project.hoverOver(file, marked).documentation).toBe(documentation);
  });
});

test('the doc comment of a schema shows on the argument', () => {
  expect(project.hoverOver('register.ts', 'async ({ html')).toEqual({
    code: '(parameter) html: string',
    documentation: 'The body of the page.',
  });
});

test('the doc comment of an option shows on the option', () => {
  expect(project.hoverOver('register.ts', '{ priority').documentation).toBe('Higher runs earlier. Default 0.');
  expect(project.hoverOver('page-hooks.ts', 'hook.series({ args').documentation).toBe(
    'The schema of each argument, by name. Without it the hook takes no arguments.',
  );
});

test('the parameters of every form have their types', () => {
  expect(project.hoverOver('register.ts', '({ file').code).toBe('(parameter) file: string');
  expect(project.hoverOver('register.ts', '}, ctx').code).toBe('(parameter) ctx: HookContext');
  expect(project.hoverOver('register.ts', 'handler: ({ slug').code).toBe('(parameter) slug: string');
  expect(project.hoverOver('register.ts', '}, next').code).toBe('(parameter) next: () => Promise<string>');
});

test('the editor proposes what there is', () => {
  const names = ['after_page_render', 'before_load', 'note', 'slugify', 'widgets'];
  expect(project.completionsBehind('half-written.ts', 'register(plugin, { ').toSorted()).toEqual(names);
  expect(project.completionsBehind('half-written.ts', `execute('`).toSorted()).toEqual(names);
  expect(project.completionsBehind('half-written.ts', `'slugify', { `)).toEqual(['slug']);
  expect(project.completionsBehind('half-written.ts', 'slugify: { ').toSorted()).toEqual([
    'after',
    'before',
    'filter',
    'handler',
    'id',
    'optional',
    'order',
    'priority',
    'timeoutMs',
    'wrapper',
  ]);
});
