import { createHooks, defineHookspecs, hook, type Hooks, type HooksOf } from 'hookline';
import { z } from 'zod';

export const Page = z.object({ url: z.string() });
export type Page = z.input<typeof Page>;

export const demoHookspecs = defineHookspecs({
  /** Before the file is read. */
  before_load: hook.series({ args: { file: z.string() } }),
  /** The widgets of all plugins. */
  widgets: hook.collect({ returns: z.string() }),
  /** The page at an address. */
  resolve: hook.first({ args: { url: z.string(), language: z.string().optional() }, returns: Page }),
  /** The rendered page. */
  render: hook.waterfall({ args: { html: z.string(), page: Page }, thread: 'html' }),
  /** Results of all checks. */
  check: hook.parallel({ args: { depth: z.number().optional() }, returns: z.number(), concurrency: 2 }),
  /** Until nothing changes. */
  settle: hook.loop(),
  slugify: hook.sync.waterfall({ args: { slug: z.string() }, thread: 'slug' }),
  names: hook.sync.collect({ returns: z.string() }),
  anything: hook.sync.collect(),
  pick: hook.sync.first({ args: { from: z.array(z.string()) }, returns: z.string() }),
  note: hook.sync.series({ args: { text: z.string() } }),
  again: hook.sync.loop(),
});

export interface DemoHooks extends HooksOf<typeof demoHookspecs> {}

export const hooks: Hooks<DemoHooks> = createHooks<DemoHooks>(demoHookspecs);
