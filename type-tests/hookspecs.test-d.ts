import { createHooks, defineHookspecs, hook, type HooksOf } from 'hookline';
import { siteHookspecs, type SiteHooks } from 'hookline/hookspecs/site';
import { expectAssignable, expectError, expectType } from 'tsd';
import { z } from 'zod';
import { hooks } from './demo-hooks.js';

// Options belong to kinds.
expectError(hook.waterfall({ args: { html: z.string() }, thread: 'page' }));
expectError(hook.waterfall({ args: { html: z.string() } }));
expectError(hook.collect({ concurrency: 2 }));
expectError(hook.series({ returns: z.string() }));
expectError(hook.first({ maxRounds: 5 }));
expectError(hook.sync.collect({ timeoutMs: 5 }));
expectError(hook.sync.parallel());
expectError(hook.series({ onError: 'ignore' }));
expectError(hook.series({ args: z.string() }));
expectError(hook.series({ args: { a: 'string' } }));
hook.parallel({ concurrency: 2, timeoutMs: 5, returns: z.number(), onError: 'aggregate' });
hook.series({ historic: { keep: 5 }, payload: 'frozen', validate: 'all', deprecated: { since: '1.2', use: 'b' } });

// Any zod schema will do, and one that is only there for its type.
interface Box {
  readonly size: number;
}
const custom = createHooks(
  defineHookspecs({
    fill: hook.waterfall({ args: { box: z.custom<Box>() }, thread: 'box' }),
    kinds: hook.collect({ args: { kind: z.enum(['a', 'b']) }, returns: z.union([z.string(), z.number()]) }),
    checked: hook.first({ args: { count: z.number().default(1) }, returns: z.string().transform(Number) }),
  }),
);
expectType<Promise<Box>>(custom.execute('fill', { box: { size: 1 } }));
expectType<Promise<(string | number)[]>>(custom.execute('kinds', { kind: 'a' }));
expectError(custom.execute('kinds', { kind: 'c' }));
// A schema checks and changes nothing: the types are its input types, and what has a default may be left out.
expectType<Promise<string | undefined>>(custom.execute('checked'));

// The site's hookspecs, through their interface.
const site = createHooks<SiteHooks>(siteHookspecs);
expectType<Promise<string>>(site.execute('after_page_render', { html: '', page: {} as never }));
expectError(site.execute('after_page_rendr', { html: '', page: {} as never }));
expectAssignable<HooksOf<typeof siteHookspecs>>({} as SiteHooks);

// `declare` adds the types of the new hookspecs to those that were there.
const more = hooks.declare(
  defineHookspecs({ saved: hook.collect({ args: { key: z.string() }, returns: z.boolean() }) }),
);
expectType<Promise<boolean[]>>(more.execute('saved', { key: 'a' }));
expectType<Promise<string[]>>(more.execute('widgets'));
expectError(hooks.execute('saved', { key: 'a' }));
expectType<void>(more.dispose());
