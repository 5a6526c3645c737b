import { createServer } from 'node:net';
import { mkdtemp, open, writeFile } from 'node:fs/promises';
import { mkdtempSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkLeaks, createTestManager, fakePlugin, faultPlugin, type Leak } from 'hookline/testing';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { assertBuilt } from '../tooling/assert-built.ts';
import { kitHookspecs as hookspecs, type KitHooks } from './kit-hooks.ts';

beforeAll(assertBuilt);

async function leaksOf(run: () => unknown): Promise<readonly Leak[]> {
  const error: unknown = await checkLeaks(run).catch((thrown: unknown) => thrown);
  return (error as { readonly data?: { readonly leaks?: readonly Leak[] } }).data?.leaks ?? [];
}

const here = expect.stringMatching(/leaks\.test\.ts:\d+:\d+$/) as string;

describe('what is left behind is named, with its place:', () => {
  test('timers, those that keep nothing alive included', async () => {
    const timers: NodeJS.Timeout[] = [];
    onTestFinished(() => timers.forEach((timer) => clearTimeout(timer)));
    const leave = (): void =>
      void timers.push(
        setInterval(() => {}, 60_000),
        setTimeout(() => {}, 60_000).unref(),
      );
    expect(await leaksOf(leave)).toEqual([
      { what: 'timer', at: here, count: 1 },
      { what: 'timer', at: here, count: 1 },
    ]);
  });

  test('servers', async () => {
    const server = createServer();
    onTestFinished(() => void server.close());
    expect(await leaksOf(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))).toEqual([
      { what: 'server', at: here, count: 1 },
    ]);
  });

  test('watchers of files', async () => {
    expect(
      await leaksOf(() => {
        const watcher = watch(tmpdir());
        onTestFinished(() => watcher.close());
      }),
    ).toEqual([{ what: 'file watcher', at: here, count: 1 }]);
  });

  test('threads', async () => {
    expect(
      await leaksOf(() => {
        const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
        onTestFinished(async () => void (await worker.terminate()));
      }),
    ).toContainEqual({ what: 'worker thread', at: here, count: 1 });
  });

  test('listeners of the process', async () => {
    const listener = (): void => {};
    onTestFinished(() => void process.off('SIGUSR2', listener));
    expect(await leaksOf(() => void process.on('SIGUSR2', listener))).toEqual([
      { what: 'listener of "SIGUSR2"', at: here, count: 1 },
    ]);
  });

  test('open files, and temporary ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hookline-kept-'));
    await writeFile(join(folder, 'kept.txt'), '');
    const leaks = await leaksOf(async () => {
      const file = await open(join(folder, 'kept.txt'));
      onTestFinished(() => file.close());
      await mkdtemp(join(tmpdir(), 'forgotten-'));
    });
    const isTold = process.platform === 'linux';
    expect(leaks.some(({ what }) => what === `open file "${folder}/kept.txt"`)).toBe(isTold);
    expect(leaks).toContainEqual({ what: expect.stringMatching(/^temporary file "forgotten-/) as string, count: 1 });
  });

  test('so often as it was', async () => {
    const timers: NodeJS.Timeout[] = [];
    onTestFinished(() => timers.forEach((timer) => clearTimeout(timer)));
    const error: unknown = await checkLeaks(() => void timers.push(setInterval(() => {}, 60_000)), { runs: 5 }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      code: 'TEST_LEAK_FOUND',
      message: expect.stringMatching(
        /^Something was left behind: 5 × timer made at .*leaks\.test\.ts:\d+:\d+\.$/,
      ) as string,
    });
  });
});

test('what was closed is no leak, and neither is what is closed a moment later', async () => {
  const report = await checkLeaks(async () => {
    const timer = setInterval(() => {}, 1000);
    setTimeout(() => clearInterval(timer), 20);
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    server.close();
    process.once('SIGUSR2', () => {}).removeAllListeners('SIGUSR2');
  });
  expect(report.runs).toBe(1);
});

test('a leaking plugin is named when its test manager ends, and its folder is deleted all the same', async () => {
  const host = await createTestManager<KitHooks>({ hookspecs, plugins: [faultPlugin('leaks', { hook: 'saved' })] });
  onTestFinished(() => {
    for (const listener of process.listeners('warning').filter(({ name }) => name === 'leftBehind')) {
      process.off('warning', listener);
    }
  });
  await host.execute('saved', { file: 'a' });
  await expect(host.dispose()).rejects.toMatchObject({
    code: 'TEST_LEAK_FOUND',
    data: {
      leaks: [
        {
          what: 'timer',
          count: 1,
          plugin: 'test.leaks',
          at: expect.stringContaining('test.leaks/index.mjs:') as string,
        },
        {
          what: 'listener of "warning"',
          count: 1,
          plugin: 'test.leaks',
          at: expect.stringContaining('test.leaks/index.mjs:') as string,
        },
      ],
    },
  });
});

test('of test managers that overlap, the last one tells what all of them have left', async () => {
  const timers: NodeJS.Timeout[] = [];
  onTestFinished(() => timers.forEach((timer) => clearInterval(timer)));
  const leaking = fakePlugin<KitHooks>({ activate: () => void timers.push(setInterval(() => {}, 60_000)) });
  const first = await createTestManager<KitHooks>({ hookspecs, plugins: [leaking] });
  const second = await createTestManager<KitHooks>({ hookspecs });
  await first.dispose();
  await expect(second.dispose()).rejects.toMatchObject({ data: { leaks: [{ what: 'timer', at: here, count: 1 }] } });
  await using ignoring = await createTestManager<KitHooks>({ hookspecs, plugins: [leaking], leaks: 'ignore' });
  expect(ignoring.errors).toEqual([]);
});

test('a leaking plugin in a thread of its own leaves nothing in the process', { timeout: 30_000 }, async () => {
  const report = await checkLeaks(async () => {
    await using host = await createTestManager<KitHooks>({
      hookspecs,
      runner: 'worker',
      plugins: [faultPlugin('leaks', { hook: 'saved' })],
    });
    await host.execute('saved', { file: 'a' });
  });
  expect(report.growth.listeners).toBe(0);
});

test('a clean plugin makes nothing grow in a hundred runs', { timeout: 60_000 }, async () => {
  const plugin = fakePlugin<KitHooks>({
    activate: (ctx) => {
      const timer = setInterval(() => {}, 1000);
      ctx.onDispose(() => clearInterval(timer));
    },
    hooks: { greet: async ({ name }) => name },
  });
  const report = await checkLeaks(
    async () => {
      await using host = await createTestManager<KitHooks>({ hookspecs, plugins: [plugin] });
      await host.execute('greet', { name: 'x' });
    },
    { runs: 100 },
  );
  expect(report).toEqual({
    runs: 100,
    growth: { resources: 0, listeners: 0, ...(process.platform === 'linux' ? { openFiles: 0 } : {}) },
  });
});

test.each([
  [7, {}, 'it takes a function, not the number 7'],
  [() => {}, { runs: 0 }, '"runs" must be a whole number above 0, not the number 0'],
])('%s with %j is refused', async (run, options, problem) => {
  await expect(checkLeaks(run as never, options)).rejects.toThrow(`checkLeaks cannot be used like this: ${problem}.`);
});
