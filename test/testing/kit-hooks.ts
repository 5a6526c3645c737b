import { defineHookspecs, hook, type HooksOf } from 'hookline';
import { z } from 'zod';

export const kitHookspecs = defineHookspecs({
  greet: hook.collect({ args: { name: z.string() }, returns: z.string() }),
  shout: hook.waterfall({ args: { text: z.string() }, thread: 'text' }),
  saved: hook.series({ args: { file: z.string() } }),
  strict: hook.collect({ args: { name: z.string() }, returns: z.string(), onError: 'fail', timeoutMs: 1500 }),
  slug: hook.sync.waterfall({ args: { slug: z.string() }, thread: 'slug' }),
});

export interface KitHooks extends HooksOf<typeof kitHookspecs> {}
