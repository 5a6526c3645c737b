/** A small host, as text, for the files of the type tests to import from. */
export const PAGE_HOOKS = `
  import { createHooks, defineHookspecs, hook, type HooksOf } from 'hookline';
  import { z } from 'zod';

  export const pageHookspecs = defineHookspecs({
    /** Before the file is read. */
    before_load: hook.series({ args: { file: z.string() } }),
    /** A widget for the dashboard. */
    widgets: hook.collect({ returns: z.object({ title: z.string() }) }),
    /**
     * The rendered page.
     * An answer is the page to go on with.
     */
    after_page_render: hook.waterfall({
      args: {
        /** The body of the page. */
        html: z.string(),
        url: z.string(),
      },
      thread: 'html',
    }),
    /** The last part of an address. */
    slugify: hook.sync.waterfall({ args: { slug: z.string() }, thread: 'slug' }),
    /** Something to remember. */
    note: hook.sync.series({ args: { text: z.string() } }),
  });
  export interface PageHooks extends HooksOf<typeof pageHookspecs> {}

  export const hooks = createHooks<PageHooks>(pageHookspecs);
  export const plugin = { id: 'acme.demo', version: '1.0.0' };
`;
