import { join } from 'node:path';
import { directory } from 'hookline';
import { expect, test } from 'vitest';
import { createHost } from './host.ts';

test('a plugin that was changed and is trusted again runs its new code', async () => {
  const { manager, greet, states, write } = await createHost(
    { 'acme.a': { code: "{ hooks: { greet: () => 'old' } }" } },
    (folder) => ({ sources: [directory(join(folder, 'plugins'))] }),
  );
  await manager.start();
  await manager.trust('acme.a');
  expect(await greet()).toEqual(['old']);
  await write({ 'acme.a': { code: "{ hooks: { greet: () => 'new' } }" } });
  await manager.rescan();
  expect([states(), await greet()]).toEqual([{ 'acme.a': 'untrusted' }, []]);
  await manager.trust('acme.a');
  expect(await greet()).toEqual(['new']);
});

test('a plugin whose trust has changed is one that a rescan has found changed', async () => {
  const { manager, write } = await createHost({ 'acme.a': {}, 'acme.b': {} }, (folder) => ({
    sources: [directory(join(folder, 'plugins'))],
  }));
  await manager.start();
  await manager.trust('acme.a');
  expect((await manager.rescan()).changed).toEqual([]);
  await write({ 'acme.a': { code: "{ hooks: { greet: () => 'new' } }" } });
  expect([await manager.rescan(), await manager.rescan()]).toEqual([
    { added: [], removed: [], changed: ['acme.a'] },
    { added: [], removed: [], changed: [] },
  ]);
});
