import { describe, expect, test } from 'vitest';
import { childProcesses } from '../runners/child-processes.ts';
import { createHost, type TestHost, type WrittenPlugin } from './host.ts';
import { createTestClock } from '../../src/testing/test-clock.ts';

const ID = 'acme.one';
const RUNNERS = ['worker', 'process'] as const;

interface IdleHost extends TestHost {
  /** Lets time pass, and waits for what comes of it. */
  pass(ms: number): Promise<void>;
  changes(): readonly string[];
  /** Resolves when the plugin is active. */
  active(): Promise<void>;
  /** Ends the wait of `gate.wait()`. */
  release(): void;
}

async function createIdleHost(
  plugins: Readonly<Record<string, WrittenPlugin>>,
  runner: (typeof RUNNERS)[number] = 'worker',
  spares = false,
): Promise<IdleHost> {
  const clock = createTestClock();
  let release = (): void => undefined;
  const open = new Promise<void>((resolve) => {
    release = resolve;
  });
  const host = await createHost(plugins, (folder) => ({
    clock,
    stateDir: `${folder}/state`,
    followState: false,
    runners: { min: runner, idleMs: 1000, spares },
    services: { gate: { version: '1.0.0', value: { wait: () => open } } },
  }));
  await host.manager.start();
  return {
    ...host,
    release,
    active: async () => {
      await expect.poll(() => host.states()[ID]).toBe('active');
    },
    pass: async (ms) => {
      for (let passed = 0; passed < ms; passed += 250) await clock.advance(250);
      // Operations run one after the other: this one ends after what has begun.
      await host.manager.preview({ id: ID, change: 'disable' });
    },
    changes: () => host.payloads('plugin:state').map(({ plugin, from, to }) => `${plugin}: ${from} -> ${to}`),
  };
}

describe.each(RUNNERS)('a plugin in a %s that is idle', (runner) => {
  test('is deactivated and ended, and the next call starts it again', { timeout: 30_000 }, async () => {
    const code = `let calls = 0; export default {
      deactivate: (ctx) => ctx.log.info('ends'),
      hooks: { greet: () => String(++calls) },
    };`;
    const host = await createIdleHost({ [ID]: { code } }, runner);
    expect([await host.greet(), await host.greet()]).toEqual([['1'], ['2']]);
    await host.pass(750);
    expect(host.states()).toEqual({ [ID]: 'active' });
    expect(await host.greet()).toEqual(['3']);
    await host.pass(1000);
    expect(host.states()).toEqual({ [ID]: 'active' });
    await host.pass(500);
    expect(host.states()).toEqual({ [ID]: 'ready' });
    expect(host.payloads('plugin:log').map(({ message }) => message)).toEqual(['ends']);
    expect(await host.greet()).toEqual(['1']);
    expect(host.changes().slice(-4)).toEqual([
      `${ID}: activating -> active`,
      `${ID}: active -> ready`,
      `${ID}: ready -> activating`,
      `${ID}: activating -> active`,
    ]);
    expect(host.payloads('plugin:error')).toEqual([]);
  });
});

describe('a plugin stays', () => {
  const WAITING = `async (_, ctx) => { const gate = await ctx.services.get('gate'); await gate.wait(); return 'done'; }`;
  const manifest = { requires: { gate: '*' } };

  test('while a call of it is under way', async () => {
    const host = await createIdleHost({ [ID]: { manifest, code: `{ hooks: { greet: ${WAITING} } }` } });
    const called = host.greet();
    await host.active();
    await host.pass(3000);
    expect(host.states()).toEqual({ [ID]: 'active' });
    host.release();
    expect(await called).toEqual(['done']);
    await host.pass(1500);
    expect(host.states()).toEqual({ [ID]: 'ready' });
  });

  test('while a call is under way that has not come to it yet', async () => {
    const host = await createIdleHost({
      [ID]: { code: '{ hooks: { greet: () => "last" } }' },
      'acme.slow': {
        manifest: { ...manifest, hooks: { greet: { order: 'first' } } },
        code: `{ hooks: { greet: ${WAITING} } }`,
      },
    });
    const called = host.greet();
    await host.pass(3000);
    host.release();
    expect(await called).toEqual(['done', 'last']);
    expect(host.changes().filter((change) => change.endsWith('ready'))).toEqual([
      `${ID}: undefined -> ready`,
      'acme.slow: undefined -> ready',
    ]);
  });

  test('while a command of it is under way', async () => {
    const commands = [{ name: 'wait', summary: 'Waits.' }];
    const host = await createIdleHost({
      [ID]: {
        manifest: { ...manifest, hooks: {}, contributes: { cli: commands } },
        code: `{ commands: { wait: ${WAITING} } }`,
      },
    });
    const called = host.manager.runCommand(`${ID}/wait`);
    await host.active();
    await host.pass(3000);
    expect(host.states()).toEqual({ [ID]: 'active' });
    host.release();
    expect(await called).toBe('done');
  });

  test('while it holds a lock', async () => {
    const code = `let lock; export default { hooks: { greet: async (_, ctx) => {
      if (lock) { lock.release(); lock = undefined; return 'released'; }
      lock = await ctx.locks.acquire('db');
      return 'held';
    } } };`;
    const host = await createIdleHost({ [ID]: { code } });
    expect(await host.greet()).toEqual(['held']);
    await host.pass(3000);
    expect(await host.greet()).toEqual(['released']);
    await host.pass(2000);
    expect(host.states()).toEqual({ [ID]: 'ready' });
  });

  test('while somebody has a service of it, or needs it', async () => {
    const host = await createIdleHost({
      [ID]: {
        manifest: { provides: { store: '1.0.0' }, hooks: {} },
        code: '{ services: { store: () => ({ get: () => 1 }) } }',
      },
      'acme.two': {
        manifest: { requires: { store: '*' } },
        code: `let store; export default {
          async activate(ctx) { store = await ctx.services.get('store'); },
          hooks: { greet: async () => String(await store.get()) },
        };`,
      },
      'acme.base': { manifest: { hooks: {} }, code: '{}' },
      'acme.needy': {
        manifest: { dependencies: { plugins: { 'acme.base': '*' } }, hooks: { greet: {} }, activation: 'startup' },
      },
    });
    expect(await host.greet()).toEqual(['hello from acme.needy', '1']);
    await host.pass(3000);
    expect(host.states()).toEqual({
      [ID]: 'active',
      'acme.base': 'active',
      'acme.needy': 'active',
      // It is called by nobody, and would begin anew with the same store.
      'acme.two': 'ready',
    });
  });

  test.each(['startup', 'background'] as const)('if its activation is "%s"', async (activation) => {
    const host = await createIdleHost({ [ID]: { manifest: { activation } } });
    await host.greet();
    await host.pass(3000);
    expect(host.states()).toEqual({ [ID]: 'active' });
  });

  test('if calls of its hooks are remembered', async () => {
    const host = await createIdleHost({
      [ID]: { manifest: { hooks: { announced: {} } }, code: '{ hooks: { announced: () => {} } }' },
    });
    await host.manager.hooks.execute('announced', { text: 'open' });
    await host.pass(3000);
    expect(host.states()).toEqual({ [ID]: 'active' });
  });

  test('if it runs in the thread of the host', async () => {
    const clock = createTestClock();
    const host = await createHost({ [ID]: {} }, { clock, runners: { idleMs: 1000 } });
    await host.manager.start();
    await host.greet();
    await clock.advance(3000);
    expect(host.states()).toEqual({ [ID]: 'active' });
  });
});

test('one that only others need is ended after those', async () => {
  const host = await createIdleHost({
    [ID]: { manifest: { hooks: {} }, code: '{}' },
    'acme.two': { manifest: { dependencies: { plugins: { [ID]: '*' } }, hooks: { greet: {} } } },
  });
  await host.greet();
  expect(host.states()).toEqual({ [ID]: 'active', 'acme.two': 'active' });
  await host.pass(5000);
  expect(host.states()).toEqual({ [ID]: 'ready', 'acme.two': 'ready' });
  expect(await host.greet()).toEqual(['hello from acme.two']);
});

test('a call that comes while a plugin is ended waits for its next life', async () => {
  const code = `{ deactivate: () => new Promise((resolve) => setTimeout(resolve, 200)), hooks: { greet: () => 'hello' } }`;
  const host = await createIdleHost({ [ID]: { code } });
  await host.greet();
  const passing = host.pass(1500);
  const answers: (readonly string[])[] = [];
  while (host.states()[ID] === 'active') await new Promise((resolve) => setImmediate(resolve));
  answers.push(await host.greet());
  await passing;
  expect(answers).toEqual([['hello']]);
  expect(host.payloads('plugin:error')).toEqual([]);
});

test.skipIf(process.platform !== 'linux')('its spare waits for the next call', { timeout: 30_000 }, async () => {
  const host = await createIdleHost(
    { [ID]: { code: '{ hooks: { greet: () => String(process.pid) } }' } },
    'process',
    true,
  );
  const [first] = await host.greet();
  await expect.poll(async () => (await childProcesses()).length).toBe(2);
  const spare = (await childProcesses()).find((pid) => String(pid) !== first);
  await host.pass(2000);
  expect(host.states()).toEqual({ [ID]: 'ready' });
  expect(await host.greet()).toEqual([String(spare)]);
});
