import { memoize } from 'hookline';
import { expectError, expectType } from 'tsd';
import { hooks, type Page } from './demo-hooks.js';

const resolve = memoize(hooks, 'resolve', { ttlMs: 1000, max: 10, key: ({ url }) => url });

// What it takes and gives is what the hook does.
expectType<Promise<Page | undefined>>(resolve.execute('resolve', { url: '/' }));
expectType<Promise<Page | undefined>>(resolve.execute('resolve', { url: '/', language: 'de' }));
expectType<string>(memoize(hooks, 'slugify', { ttlMs: 1, max: 1 }).execute('slugify', { slug: 'a' }));
expectType<Promise<string[]>>(memoize(hooks, 'widgets', { ttlMs: 1, max: 1 }).execute('widgets'));
expectError(resolve.execute('resolve', { language: 'de' }));
expectError(resolve.execute('slugify', { slug: 'a' }));

// Wrong hooks and options.
expectError(memoize(hooks, 'reslove', { ttlMs: 1000, max: 10 }));
expectError(memoize(hooks, 'resolve', { ttlMs: 1000 }));
expectError(memoize(hooks, 'resolve', { ttlMs: 1000, max: 10, key: ({ uri }) => uri }));
expectError(memoize(hooks, 'resolve', { ttlMs: 1000, max: 10, key: () => 1 }));
