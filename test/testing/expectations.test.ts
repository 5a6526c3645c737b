import { createPluginManager, type ErrorCode } from 'hookline';
import { createTestManager, expectPlugin, fakePlugin, faultPlugin, type TestManager } from 'hookline/testing';
import { pluginOf } from 'hookline/testing/vitest';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { kitHookspecs as hookspecs, type KitHooks } from './kit-hooks.ts';

let host: TestManager<KitHooks>;

beforeEach(async () => {
  host = await createTestManager<KitHooks>({
    hookspecs,
    allowFailures: true,
    plugins: [
      fakePlugin<KitHooks>({
        manifest: { id: 'acme.well' },
        hooks: { greet: () => 'well', shout: ({ text }) => text },
      }),
      faultPlugin('throws', { hook: 'greet', manifest: { id: 'acme.throws' } }),
      faultPlugin('failsToActivate', { hook: 'greet', manifest: { id: 'acme.failing' } }),
      fakePlugin({ manifest: { id: 'acme.invalid', version: 'one' } }),
    ],
  });
  onTestFinished(() => host.dispose());
  await host.execute('greet', { name: 'x' });
});

type Matcher = 'toBeActive' | 'toImplement' | 'toHaveExecuted' | 'toHaveValidManifest' | 'toHaveFailedWith';

/** Who passes, who does not, with what, and what the message says. */
const CASES: readonly (readonly [Matcher, string | undefined, string, string, string])[] = [
  [
    'toBeActive',
    undefined,
    'acme.well',
    'acme.failing',
    'Expected the plugin "acme.failing" to be active, but it is failed: In the plugin "acme.failing" 1.0.0, activate failed: The fault of the test.',
  ],
  [
    'toImplement',
    'shout',
    'acme.well',
    'acme.throws',
    'Expected the plugin "acme.throws" to implement the hook "shout", but it implements "greet".',
  ],
  [
    'toHaveExecuted',
    'greet',
    'acme.well',
    'acme.failing',
    'Expected the plugin "acme.failing" to have executed the hook "greet", but it has executed no hook.',
  ],
  [
    'toHaveValidManifest',
    undefined,
    'acme.well',
    'acme.invalid',
    'Expected the plugin "acme.invalid" to have a valid manifest, but it has this wrong: The version "one" is not a semantic version.',
  ],
  [
    'toHaveFailedWith',
    'HOOK_FAILED',
    'acme.throws',
    'acme.failing',
    'Expected the plugin "acme.failing" to have failed with HOOK_FAILED, but it has failed with ACTIVATE_FAILED.',
  ],
];

const OPPOSITES: readonly (readonly [Matcher, string | undefined, string, string])[] = [
  ['toBeActive', undefined, 'acme.well', 'Expected the plugin "acme.well" not to be active, but it is active.'],
  [
    'toImplement',
    'greet',
    'acme.throws',
    'Expected the plugin "acme.throws" not to implement the hook "greet", but it implements "greet".',
  ],
  [
    'toHaveExecuted',
    'greet',
    'acme.well',
    'Expected the plugin "acme.well" not to have executed the hook "greet", but it has executed "greet".',
  ],
  [
    'toHaveValidManifest',
    undefined,
    'acme.well',
    'Expected the plugin "acme.well" not to have a valid manifest, but it has a valid manifest.',
  ],
  [
    'toHaveFailedWith',
    'HOOK_FAILED',
    'acme.throws',
    'Expected the plugin "acme.throws" not to have failed with HOOK_FAILED, but it has failed with HOOK_FAILED.',
  ],
];

type Assertions = Record<Matcher, (argument?: string) => void>;

/** What vitest gives, for calls by name. */
function expectOf(id: string): unknown {
  const expecting = expect;
  return expecting(pluginOf(host, id));
}

const WAYS: readonly (readonly [string, (id: string) => Assertions & { readonly not: Assertions }])[] = [
  ['expectPlugin of hookline/testing', (id) => expectPlugin(host, id) as never],
  ['expect with hookline/testing/vitest', (id) => expectOf(id) as never],
];

describe.each(WAYS)('%s', (_way, expecting) => {
  test.each(CASES)('%s %s: %s passes, and %s fails with a message', (matcher, argument, good, bad, message) => {
    expecting(good)[matcher](argument);
    expect(() => expecting(bad)[matcher](argument)).toThrow(expect.objectContaining({ message }) as Error);
  });

  test.each(OPPOSITES)('not %s %s fails with a message', (matcher, argument, id, message) => {
    expect(() => expecting(id).not[matcher](argument)).toThrow(expect.objectContaining({ message }) as Error);
  });
});

test('the only plugin of a host needs no id', async () => {
  await using alone = await createTestManager<KitHooks>({
    hookspecs,
    plugins: [fakePlugin<KitHooks>({ hooks: { greet: () => 'x' } })],
  });
  expect(alone).toBeActive();
  expect(alone).toImplement('greet');
  expect(alone).not.toHaveExecuted('greet');
  expectPlugin(alone).toHaveValidManifest();
  expectPlugin(alone).not.toHaveFailedWith('HOOK_FAILED');
});

test('a manager that is not of the kit will do', async () => {
  const manager = createPluginManager<KitHooks>({ host: { name: 'plain', api: '1.0.0' }, hookspecs });
  expect(() => expectPlugin(manager)).toThrow('with 0 plugins, the id of the one that is meant is needed');
  expect(() => expectPlugin(manager, 'acme.well').toBeActive()).toThrow(
    'Expected the plugin "acme.well" to be active, but it was not found, and no other plugin was.',
  );
  expectPlugin(host.manager, 'acme.well').toHaveExecuted('greet');
  expectPlugin(host.manager, 'acme.failing').toHaveFailedWith('ACTIVATE_FAILED' satisfies ErrorCode);
});

test('what is no host is refused', () => {
  expect(() => expectPlugin({} as never)).toThrow('expectPlugin cannot be used like this');
  expect(() => expect(7).toBeActive()).toThrow('expectPlugin cannot be used like this');
});
