import { createHooks, type Report, type Reported, type StatsRow } from 'hookline';
import { expectAssignable, expectError, expectType } from 'tsd';
import { demoHookspecs, hooks, type Page } from './demo-hooks.js';

// What a call gives follows from the kind.
expectType<Promise<void>>(hooks.execute('before_load', { file: 'a' }));
expectType<Promise<string[]>>(hooks.execute('widgets'));
expectType<Promise<Page | undefined>>(hooks.execute('resolve', { url: '/' }));
expectType<Promise<string>>(hooks.execute('render', { html: '', page: { url: '/' } }));
expectType<Promise<number[]>>(hooks.execute('check'));
expectType<Promise<void>>(hooks.execute('settle'));
expectType<string>(hooks.execute('slugify', { slug: 'a' }));
expectType<string[]>(hooks.execute('names'));
expectType<string | undefined>(hooks.execute('pick', { from: [] }));
expectType<void>(hooks.execute('note', { text: 'a' }));
expectType<void>(hooks.execute('again'));

// The second argument may be left out where no argument is required, and only there.
expectType<Promise<number[]>>(hooks.execute('check', { depth: 1 }));
expectType<Promise<Page | undefined>>(hooks.execute('resolve', { url: '/', language: 'de' }));
expectError(hooks.execute('before_load'));
expectError(hooks.execute('resolve', { language: 'de' }));

// Misspelled and wrong arguments.
expectError(hooks.execute('before_lod', { file: 'a' }));
expectError(hooks.execute('before_load', { flie: 'a' }));
expectError(hooks.execute('before_load', { file: 'a', more: 1 }));
expectError(hooks.execute('before_load', { file: 1 }));
expectError(hooks.execute('widgets', { extra: 1 }));

// Options of a call.
const { signal } = new AbortController();
expectType<Promise<void>>(hooks.execute('before_load', { file: 'a' }, { signal }));
expectType<Promise<string[]>>(hooks.execute('widgets', {}, { extra: () => 'a' }));
expectType<string[]>(hooks.execute('names', {}, { extra: [() => 'a', { priority: 1, handler: () => 'b' }] }));
expectError(hooks.execute('names', {}, { extra: async () => 'a' }));
expectError(hooks.execute('names', {}, { sginal: signal }));

// Reports.
expectType<Promise<Reported<string>>>(hooks.executeWithReport('render', { html: '', page: { url: '/' } }));
expectType<Reported<string[]>>(hooks.executeWithReport('names'));
const { value, report } = hooks.executeWithReport('names');
expectType<string[]>(value);
expectType<Report>(report);
expectType<'ok' | 'partial' | 'failed'>(report.status);
expectError((report.durationMs = 1));

// Views, plans, statistics, lists.
expectType<Promise<string[]>>(hooks.without('acme.a').execute('widgets'));
expectError(hooks.without('acme.a').register({ id: 'a', version: '1' }, {}));
expectError(hooks.plan('widgtes'));
expectAssignable<readonly StatsRow[]>(hooks.stats());
expectAssignable<readonly { id: string; version: string; hooks: readonly string[] }[]>(hooks.plugins);

// Without the interface, the types come from the hookspecs.
expectType<Promise<string[]>>(createHooks(demoHookspecs).execute('widgets'));
expectError(createHooks(demoHookspecs, { timing: 'sometimes' }));
expectError(createHooks(demoHookspecs, { slow: 1 }));
expectError(createHooks({ a: 1 }));

// Events.
expectType<() => void>(hooks.on('hook:error', ({ plugin, error }) => `${plugin}${error.code}`));
hooks.on('hook:slow', ({ durationMs }) => expectType<number>(durationMs));
hooks.on('hook:report', (each) => expectType<Report>(each));
expectError(hooks.on('hook:errors', () => {}));
