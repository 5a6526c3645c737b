import { createTestManager, faultPlugin, fakePlugin, type Fault } from 'hookline/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { FAULTS } from '../../src/testing/plugins/faults.ts';
import { until } from '../manager/share-with-plugins.ts';
import { assertBuilt } from '../tooling/assert-built.ts';
import { kitHookspecs as hookspecs, type KitHooks } from './kit-hooks.ts';

beforeAll(assertBuilt);

const healthy = fakePlugin({
  manifest: { id: 'acme.healthy', hooks: { strict: {} } },
  code: "{ hooks: { strict: () => 'well' } }",
});

async function failuresOf(fault: Fault, runner: 'inline' | 'worker' | 'process') {
  const plugin = faultPlugin(fault, { hook: 'strict', manifest: { id: 'acme.fault' }, ms: 120 });
  await using host = await createTestManager<KitHooks>({
    hookspecs,
    runner,
    plugins: [plugin, healthy],
    allowFailures: true,
    leaks: 'ignore',
    limits: { activateMs: 2000, deactivateMs: 100, drainMs: 100, importMs: 5000 },
  });
  const outcome = await host.execute('strict', { name: 'x' }).then(
    (value) => value,
    (error: { readonly code: string }) => error.code,
  );
  return { outcome, codes: host.errors.map(({ error }) => error.code), state: host.manager.get('acme.fault')!.state };
}

const IN_EVERY_RUNNER: readonly (readonly [Fault, unknown])[] = [
  ['throws', 'HOOK_FAILED'],
  ['rejects', 'HOOK_FAILED'],
  ['throwsUndefined', 'HOOK_FAILED'],
  ['throwsUnreadable', 'HOOK_FAILED'],
  ['answersWrongly', expect.stringMatching(/^(RESULT_INVALID|HOOK_FAILED)$/)],
  ['hangs', 'HOOK_TIMEOUT'],
  ['blocks', ['well']],
  ['leaks', ['well']],
  ['floods', ['well']],
  ['failsToActivate', ['well']],
  ['hangsInActivate', ['well']],
  ['hangsInDeactivate', ['well']],
  ['failsToImport', ['well']],
];

describe.each(['inline', 'worker', 'process'] as const)('%s', (runner) => {
  test.each(IN_EVERY_RUNNER)('a plugin %s, and its host lives on', { timeout: 30_000 }, async (fault, expected) => {
    const { outcome } = await failuresOf(fault, runner);
    // An interval that keeps its thread alive is the plugin's: the process of the test is none the wiser.
    expect(outcome).toEqual(expected);
  });
});

const DANGEROUS = ['exits', 'blocksForever', 'exhausts', 'throwsLater'] as const;

describe.each(DANGEROUS)('%s', (fault) => {
  test('is refused inline unless it is forced', async () => {
    await expect(
      createTestManager<KitHooks>({ hookspecs, plugins: [faultPlugin(fault, { hook: 'strict' })] }),
    ).rejects.toMatchObject({ code: 'TEST_RUNNER_REFUSED' });
    expect(faultPlugin(fault, { hook: 'strict', force: true }).danger).toBeUndefined();
  });
});

describe.each(['worker', 'process'] as const)('%s', (runner) => {
  test.each(['exits', 'throwsLater'] as const)(
    'a plugin %s, and the manager tells of it',
    { timeout: 30_000 },
    async (fault) => {
      const plugin = faultPlugin(fault, { hook: 'greet' });
      await using host = await createTestManager<KitHooks>({ hookspecs, runner, plugins: [plugin] });
      await host.execute('greet', { name: 'x' });
      const codes = (): readonly string[] => host.errors.map(({ error }) => error.code);
      await until(() => codes().includes('RUNNER_EXITED'));
      expect(host.manager.get(plugin.manifest.id)).toMatchObject({ runner });
    },
  );
});

test.each(['worker', 'process'] as const)(
  'a %s that is blocked for ever is left alone',
  { timeout: 30_000 },
  async (runner) => {
    const { outcome } = await failuresOf('blocksForever', runner);
    expect(outcome).toBe('HOOK_TIMEOUT');
  },
);

test.each(['worker', 'process'] as const)(
  'a %s that runs out of memory ends no more than that',
  { timeout: 60_000 },
  async (runner) => {
    const plugin = faultPlugin('exhausts', { hook: 'greet', manifest: { limits: { memoryMb: 64 } } });
    await using host = await createTestManager<KitHooks>({ hookspecs, runner, plugins: [plugin] });
    expect(await host.execute('greet', { name: 'x' })).toEqual([]);
    await until(() => host.errors.some(({ error }) => error.code.startsWith('RUNNER_')));
    expect(host.manager.get('test.exhausts')).toMatchObject({ runner });
  },
);

test('every fault has its test here', () => {
  const tested = [...IN_EVERY_RUNNER.map(([fault]) => fault), ...DANGEROUS];
  expect(tested.toSorted()).toEqual(Object.keys(FAULTS).toSorted());
});

test('what it does not take is refused', () => {
  expect(() => faultPlugin('throw' as never, { hook: 'greet' })).toThrow(
    'faultPlugin cannot be used like this: there is no fault "throw" (did you mean "throws"?).',
  );
  expect(() => faultPlugin('throws', {} as never)).toThrow('"hook" must be the name of a hook, not undefined');
});

test('a fault that is asked for wrongly is refused', () => {
  expect(() => faultPlugin('throws', undefined as never)).toThrow('it takes an object with "hook", not undefined');
  expect(() => faultPlugin('blocks', { hook: 'h', ms: 'long' as never })).toThrow('"ms" must be a number');
});
