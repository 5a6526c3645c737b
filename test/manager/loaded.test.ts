import { expect, test } from 'vitest';
import { createHost } from './host.ts';
import { ECHO } from './importing-plugin.ts';

test('what was loaded is told, with what it was loaded for, and nothing where nothing was', async () => {
  const { manager, greet, folder } = await createHost({
    'acme.broken': { code: `throw new Error('no licence'); export default {};` },
    'acme.command': ECHO,
    'acme.eager': {
      manifest: { activation: 'startup', hooks: { after_save: {} } },
      code: '{ hooks: { after_save() {} } }',
    },
    'acme.idle': { manifest: { hooks: { shout: {} } }, code: '{ hooks: { shout() {} } }' },
    'acme.lazy': {},
  });
  await manager.rescan();
  expect([manager.list().length, manager.commands().length, manager.loaded()]).toEqual([5, 1, []]);
  await manager.start();
  await greet();
  await manager.runCommand('import', { args: ['a'] });
  await manager.reload('acme.lazy');
  const loaded = manager.loaded();
  expect(loaded).toStrictEqual(JSON.parse(JSON.stringify(loaded)));
  expect(loaded.map(({ plugin, activatedBy, failed }) => [plugin, activatedBy, failed])).toEqual([
    ['acme.eager', 'startup', false],
    ['acme.broken', 'hook greet', true],
    ['acme.lazy', 'hook greet', false],
    ['acme.command', 'command import', false],
    ['acme.lazy', 'reload', false],
  ]);
  expect(loaded[0]).toEqual({
    plugin: 'acme.eager',
    version: '1.0.0',
    file: `${folder}/plugins/acme.eager/index.mjs`,
    runner: 'inline',
    activatedBy: 'startup',
    at: expect.any(Number) as number,
    importMs: expect.any(Number) as number,
    failed: false,
  });
});

test('a plugin that is being loaded is there already', async () => {
  const { manager } = await createHost(
    {
      'acme.slow': { manifest: { activation: 'background' }, code: 'await new Promise(() => {}); export default {};' },
    },
    { limits: { importMs: 50 } },
  );
  await manager.start();
  const running = manager.check('acme.slow');
  while (manager.loaded().length === 0) await new Promise(setImmediate);
  expect(manager.loaded()).toMatchObject([{ plugin: 'acme.slow', importMs: undefined, failed: false }]);
  await running;
  expect(manager.loaded()).toMatchObject([
    { plugin: 'acme.slow', importMs: expect.any(Number) as number, failed: true },
  ]);
});
