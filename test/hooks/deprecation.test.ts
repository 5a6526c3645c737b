import { hook } from 'hookline';
import { expect, test } from 'vitest';
import { warningsOf } from './call-setup.ts';
import { createUntyped, plugin, thrownBy } from './untyped-hooks.ts';

const SAYS = 'The plugin "a" 1.0.0 implements the hook "old", which is deprecated since 1.2.0';

function warningOf(message: string): object {
  return { name: 'DeprecationWarning', code: 'HOOK_DEPRECATED', message };
}

test.each([
  [{}, `${SAYS}.`],
  [{ removeIn: '2.0.0' }, `${SAYS} and will be removed in 2.0.0.`],
  [{ use: 'fresh' }, `${SAYS}. Implement "fresh" instead.`],
  [{ message: 'It was slow.' }, `${SAYS}. It was slow.`],
  [
    { removeIn: '2.0.0', use: 'fresh', message: 'It was slow.' },
    `${SAYS} and will be removed in 2.0.0. Implement "fresh" instead. It was slow.`,
  ],
])('a plugin that implements a deprecated hook is told so: %o', async (more, message) => {
  const hooks = createUntyped({ old: hook.series({ deprecated: { since: '1.2.0', ...more } }) });
  const warnings = await warningsOf(() => hooks.register(plugin('a'), { old: () => {} }));
  expect(warnings).toEqual([warningOf(message)]);
});

test('each plugin is told once for each hook, however often it comes back, and calls tell nobody', async () => {
  const deprecated = { since: '1.2.0' };
  const hooks = createUntyped({
    old: hook.series({ deprecated }),
    older: hook.series({ deprecated }),
    new: hook.series(),
  });
  const warnings = await warningsOf(async () => {
    hooks.register(plugin('a'), { old: [() => {}, () => {}], older: () => {} }).dispose();
    hooks.register(plugin('a'), { old: () => {}, older: () => {} });
    hooks.register(plugin('b'), { old: () => {} });
    hooks.register(plugin('c'), { new: () => {} });
    await hooks.execute('old');
    await hooks.execute('old');
  });
  expect(warnings.map(({ message }) => message)).toEqual([
    `${SAYS}.`,
    `${SAYS.replace('"old"', '"older"')}.`,
    `${SAYS.replace('"a"', '"b"')}.`,
  ]);
});

test('a plugin whose registration fails is told nothing yet', async () => {
  const hooks = createUntyped({ old: hook.series({ deprecated: { since: '1.2.0' } }) });
  const failing = await warningsOf(() =>
    thrownBy(() => hooks.register(plugin('a'), { old: () => {}, unknown: () => {} })),
  );
  expect(failing).toEqual([]);
  expect(await warningsOf(() => hooks.register(plugin('a'), { old: () => {} }))).toEqual([warningOf(`${SAYS}.`)]);
});

test('a plugin that waited for a deprecated hook is told when that is declared', async () => {
  const hooks = createUntyped({});
  hooks.register(plugin('a'), { old: { optional: true, handler: () => {} } });
  const warnings = await warningsOf(() => hooks.declare({ old: hook.series({ deprecated: { since: '1.2.0' } }) }));
  expect(warnings).toEqual([warningOf(`${SAYS}.`)]);
});
