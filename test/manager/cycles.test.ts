import { fileURLToPath } from 'node:url';
import { hook } from 'hookline';
import { beforeAll, describe, expect, test } from 'vitest';
import { assertBuilt } from '../tooling/assert-built.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createHost, pluginFiles, type TestHost, type WrittenPlugin } from './host.ts';
import { runNode } from './health/run-node.ts';
import { shareWithPlugins } from './share-with-plugins.ts';

const HEAP_OF_CYCLES = fileURLToPath(new URL('./fixtures/heap-of-cycles.mjs', import.meta.url));

beforeAll(assertBuilt);

/** Uses what a context has, and leaves nothing behind. `lives` is a function that counts its lives. */
const clean = (lives: string): WrittenPlugin => ({
  manifest: {
    activation: 'startup',
    hooks: { greet: {}, shout: { wrapper: true }, slug: {}, announced: {} },
    contributes: { hooks: ['after_a'] },
    provides: { clock: '1.0.0' },
    secrets: [{ key: 'TOKEN', required: true, description: 'A token.' }],
  },
  code: `{
    async activate(ctx) {
      ${lives}(1);
      ctx.onDispose(() => ${lives}(-1));
      ctx.secrets.get('TOKEN');
      await ctx.locks.acquire('db');
      const onWarning = () => {};
      process.on('warning', onWarning);
      ctx.onDispose(() => process.off('warning', onWarning));
      const timer = setInterval(() => {}, 60_000);
      ctx.onDispose(() => clearInterval(timer));
      ctx.signal.addEventListener('abort', () => {});
    },
    hookspecs: { after_a: ${shareWithPlugins(hook.series({}))} },
    services: { clock: () => ({ now: () => 1 }) },
    hooks: {
      greet: ({ name }) => name,
      shout: { wrapper: true, handler: (args, next) => next() },
      slug: ({ slug }) => slug + 's',
      announced() {},
    },
  }`,
});

async function startHost(): Promise<{ readonly host: TestHost; readonly lives: () => number }> {
  let alive = 0;
  const lives = shareWithPlugins((change: number) => void (alive += change));
  const host = await createHost(
    { 'acme.a': clean(lives), 'acme.b': { manifest: { dependencies: { plugins: { 'acme.a': '^1' } } } } },
    { secrets: { TOKEN: 'hunter2-hunter2' } },
  );
  await host.manager.start();
  return { host, lives: () => alive };
}

/** Everything that could pile up. */
function countAll({ manager }: TestHost): object {
  return {
    listeners: Object.fromEntries(process.eventNames().map((event) => [String(event), process.listenerCount(event)])),
    hooks: manager.hooks.specs.map(({ name }) => name),
    plans: manager.hooks.specs.map(({ name }) => manager.hooks.plan(name as 'greet').length),
    plugins: manager.hooks.plugins,
    stats: manager.hooks.stats().length,
    locks: manager.locks().map(({ name, waiting }) => [name, waiting.length]),
  };
}

/** The test runner has some of its own, which come and go. */
function countHandles(): number {
  return process.getActiveResourcesInfo().length;
}
const OF_THE_TEST_RUNNER = 20;

async function useAll({ manager, greet }: TestHost): Promise<void> {
  await Promise.all([greet('x'), manager.hooks.execute('shout', { text: 'x' }), manager.service('clock')]);
  manager.hooks.execute('slug', { slug: 'x' });
}

describe('a clean plugin', () => {
  test('leaves nothing behind in 1,000 cycles of disable and enable', { timeout: 60_000 }, async () => {
    const { host, lives } = await startHost();
    const { manager } = host;
    const cycle = async (): Promise<void> => {
      await manager.disable('acme.a');
      await manager.enable('acme.a');
    };
    await useAll(host);
    await cycle();
    await useAll(host);
    const before = countAll(host);
    const handles = countHandles();
    for (let cycles = 1; cycles <= 1000; cycles += 1) {
      await cycle();
      if (cycles % 100 === 0) await useAll(host);
    }
    expect(countHandles()).toBeLessThan(handles + OF_THE_TEST_RUNNER);
    expect([countAll(host), lives(), host.states()]).toEqual([before, 1, { 'acme.a': 'active', 'acme.b': 'active' }]);
    expect(host.payloads('plugin:error')).toEqual([]);
    await manager.disable('acme.a');
    expect([lives(), manager.hooks.plugins, manager.locks()]).toEqual([0, [], []]);
  });

  test('leaves nothing but its modules behind in 200 reloads', { timeout: 60_000 }, async () => {
    const { host, lives } = await startHost();
    const { manager } = host;
    await useAll(host);
    await manager.reload('acme.a');
    await useAll(host);
    const before = countAll(host);
    const handles = countHandles();
    for (let cycles = 1; cycles <= 200; cycles += 1) {
      await manager.reload('acme.a');
      if (cycles % 20 === 0) await useAll(host);
    }
    expect(countHandles()).toBeLessThan(handles + OF_THE_TEST_RUNNER);
    expect([countAll(host), lives(), host.states()]).toEqual([before, 1, { 'acme.a': 'active', 'acme.b': 'active' }]);
    expect(host.payloads('manager:problem').at(-1)).toMatchObject({
      code: 'RELOAD_KEPT_COPY',
      severity: 'warning',
      message: 'The plugin "acme.a" was reloaded: 201 earlier copies of its modules stay in memory.',
    });
  });

  test('takes up no more memory after many cycles', { timeout: 60_000 }, async () => {
    const folder = await createTemporaryFolder(
      pluginFiles({
        'acme.a': {
          manifest: { activation: 'startup' },
          code: `{
            async activate(ctx) { ctx.onDispose(() => {}); await ctx.locks.acquire('db'); },
            hooks: { greet: () => 'x'.repeat(100) },
          }`,
        },
      }),
    );
    const { code, stdout, stderr } = await runNode(['--expose-gc', HEAP_OF_CYCLES, folder]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [early, late] = JSON.parse(stdout) as [number, number];
    // In 300 cycles: a leak of only four kilobytes each would be more.
    expect(late - early).toBeLessThan(1_000_000);
  });
});

test('200 starts and stops of a manager leave no listener and no handle', { timeout: 60_000 }, async () => {
  const { host, lives } = await startHost();
  const { manager } = host;
  await manager.stop();
  const before = countAll(host);
  const handles = countHandles();
  for (let cycles = 0; cycles < 200; cycles += 1) {
    await manager.start();
    await manager.stop();
  }
  expect(countHandles()).toBeLessThan(handles + OF_THE_TEST_RUNNER);
  expect([countAll(host), lives()]).toEqual([before, 0]);
});
