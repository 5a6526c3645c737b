import type { Report, Reported } from 'hookline';
import {
  callsOf,
  checkContract,
  contractOf,
  createTestManager,
  expectPlugin,
  fakePlugin,
  faultPlugin,
  serviceDouble,
  stress,
  type FakePlugin,
  type TestManager,
} from 'hookline/testing';
import { pluginOf, type PluginSubject } from 'hookline/testing/vitest';
import { expectError, expectType } from 'tsd';
import type { Assertion } from 'vitest';
import { demoHookspecs, type DemoHooks, type Page } from './demo-hooks.js';

// A test manager calls hooks with the types of the hookspecs.
const host = await createTestManager<DemoHooks>({
  hookspecs: demoHookspecs,
  plugins: ['./plugins/toc'],
  runner: 'worker',
});
expectType<TestManager<DemoHooks>>(host);
expectType<string>(host.execute('slugify', { slug: 'a' }));
expectType<Page | undefined>(await host.execute('resolve', { url: '/' }));
expectType<Promise<Reported<Page | undefined>>>(host.executeWithReport('resolve', { url: '/' }));
expectType<Report>((await host.executeWithReport('resolve', { url: '/' })).report);
expectError(host.execute('rezolve', { url: '/' }));
expectError(host.execute('resolve', { uri: '/' }));
expectError(createTestManager<DemoHooks>({ hookspecs: demoHookspecs, runner: 'thread' }));
expectError(createTestManager<DemoHooks>({ hookspecs: demoHookspecs, plugin: [] }));

// Fake plugins are typed as plugins are.
const fake = fakePlugin<DemoHooks, { readonly config: { readonly tone: string } }>({
  manifest: { id: 'acme.fake' },
  hooks: {
    slugify: ({ slug }, { config }) => (expectType<string>(config.tone), slug.trim()),
  },
});
expectType<FakePlugin>(fake);
expectError(fakePlugin<DemoHooks>({ hooks: { slugifi: () => '' } }));
expectError(fakePlugin<DemoHooks>({ hooks: { slugify: () => 5 } }));
expectError(fakePlugin<DemoHooks>({ manifest: { versio: '1.0.0' } }));
expectError(faultPlugin('throw', { hook: 'slugify' }));

// A double has what its service has: nothing less, nothing more, and not without a type.
interface Rates {
  rateOf(currency: string): number;
}
expectType<Rates>(serviceDouble<Rates>({ rateOf: (currency) => currency.length }));
expectError(serviceDouble<Rates>({}));
expectError(serviceDouble<Rates>({ rateOf: () => '1' }));
expectError(serviceDouble<Rates>({ rateOf: () => 1, rateof: () => 1 }));
expectError(serviceDouble({ rateOf: () => 1 }));
expectType<readonly (readonly unknown[])[]>(callsOf(serviceDouble<Rates>({ rateOf: () => 1 })).of('rateOf'));

// Hooks and arguments of stress and contracts are those of the hookspecs.
await stress(host, { hook: 'slugify', args: (n) => ({ slug: `${n}` }) });
expectError(stress(host, { hook: 'slugify', args: (n: number) => ({ slug: n }) }));
expectError(stress(host, { hook: 'slugifi', args: () => ({ slug: '' }) }));
await checkContract(host, { hooks: ['slugify'] });
expectError(checkContract(host, { hooks: ['slugifi'] }));
for (const { hook } of contractOf(demoHookspecs)) expectType<keyof DemoHooks>(hook);

// Expectations know the codes.
expectPlugin(host, 'acme.fake').not.toHaveFailedWith('HOOK_FAILED');
expectError(expectPlugin(host).toHaveFailedWith('HOOK_FALED'));
expectType<PluginSubject>(pluginOf(host, 'acme.fake'));
declare const assertion: Assertion<PluginSubject>;
assertion.toBeActive();
assertion.not.toImplement('slugify');
assertion.toHaveFailedWith('HOOK_FAILED');
expectError(assertion.toHaveFailedWith('HOOK_FALED'));
