import { expect, test } from 'vitest';
import { createHost } from './host.ts';
import { shareWithPlugins } from './share-with-plugins.ts';

test('so many calls of a plugin run at the same time as its manifest allows, and the others wait', async () => {
  let running = 0;
  const seen: number[] = [];
  const begin = shareWithPlugins(() => seen.push((running += 1)));
  const end = shareWithPlugins(() => (running -= 1));
  const { manager, greet } = await createHost({
    'acme.one': {
      manifest: { limits: { concurrency: 2 } },
      code: `{ hooks: { greet: async ({ name }) => { ${begin}(); await new Promise(setImmediate); ${end}(); return name; } } }`,
    },
  });
  await manager.start();
  const names = Array.from({ length: 20 }, (_, index) => String(index));
  expect(await Promise.all(names.map((name) => greet(name)))).toEqual(names.map((name) => [name]));
  expect([seen.length, Math.max(...seen)]).toEqual([20, 2]);
});

test('more calls than a thousand do not wait', async () => {
  let open!: () => void;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { manager, greet, payloads } = await createHost(
    {
      'acme.one': {
        manifest: { limits: { concurrency: 1 } },
        code: `{ hooks: { greet: async ({ name }) => { await ${shareWithPlugins(() => gate)}(); return name; } } }`,
      },
    },
    { health: { errors: Infinity } },
  );
  await manager.start();
  const calls = Array.from({ length: 1030 }, () => greet('x'));
  const refused = (await Promise.all(calls.slice(1025))).flat();
  open();
  await Promise.all(calls);
  expect(refused).toEqual([]);
  expect(payloads('plugin:error').map(({ error }) => (error.cause as { code?: string }).code)).toEqual(
    Array.from({ length: 5 }, () => 'RUNNER_OVERLOADED'),
  );
});
