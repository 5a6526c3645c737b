import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from 'hookline';
import { createTestClock } from 'hookline/testing';
import { describe, expect, test } from 'vitest';
import { createHost, type TestHost, type WrittenPlugin } from './host.ts';

const ID = 'acme.one';
const KB = 1024;

/** Writes as many bytes as it is told to, into a folder of its data folder. */
const WRITING: WrittenPlugin = {
  manifest: { limits: { dataMb: 1 } },
  code: `import { mkdirSync, writeFileSync } from 'node:fs';
    export default { hooks: { greet: ({ name }, ctx) => {
      mkdirSync(ctx.dataDir + '/inner', { recursive: true });
      writeFileSync(ctx.dataDir + '/inner/' + name, Buffer.alloc(Number(name)));
      return name;
    } } };`,
};

interface DataHost extends TestHost {
  readonly dataDir: string;
  /** Lets three seconds pass, and waits until the folder has been looked at. */
  look(): Promise<void>;
  readonly told: unknown[];
}

async function createDataHost(
  plugin: WrittenPlugin,
  { runner = 'inline', dataMb }: { readonly runner?: 'inline' | 'worker' | 'process'; readonly dataMb?: number } = {},
): Promise<DataHost> {
  const clock = createTestClock();
  const host = await createHost({ [ID]: plugin }, (folder) => ({
    clock,
    stateDir: join(folder, 'state'),
    followState: false,
    recordStats: false,
    runners: { min: runner },
    limits: dataMb === undefined ? {} : { dataMb },
  }));
  const told: unknown[] = [];
  host.manager.on('plugin:data', (payload) => told.push(payload));
  await host.manager.start();
  const look = async (): Promise<void> => {
    await clock.advance(3000);
    // The next look waits once this one is over, unless it was the last.
    await expect.poll(() => clock.pending > 0 || host.states()[ID] !== 'active').toBe(true);
  };
  return { ...host, dataDir: join(host.folder, 'state/data', ID), look, told };
}

describe.each(['inline', 'worker', 'process'] as const)('a plugin in the runner "%s"', (runner) => {
  test('that keeps more data than it may is stopped', { timeout: 30_000 }, async () => {
    const host = await createDataHost(WRITING, { runner });
    await host.greet(String(500 * KB));
    await host.look();
    expect(host.told).toEqual([]);
    await host.greet(String(450 * KB));
    await host.look();
    await host.look();
    expect(host.told).toEqual([{ plugin: ID, version: '1.0.0', bytes: 950 * KB, limitBytes: 1024 * KB }]);
    await host.greet(String(75 * KB));
    await host.look();
    expect(host.manager.get(ID)).toMatchObject({
      state: 'failed',
      code: 'PLUGIN_DATA_QUOTA',
      reason: `The plugin "${ID}" 1.0.0 was stopped: there is more than 1 MB in its data folder.`,
    });
    expect(host.payloads('plugin:error').map(({ phase, error }) => [phase, error.code])).toEqual([
      ['late', 'PLUGIN_DATA_QUOTA'],
    ]);
    expect(await host.greet('1')).toEqual([]);
    await host.manager.enable(ID);
    expect(await host.greet('1')).toEqual(['1']);
    await host.look();
    expect(host.states()).toEqual({ [ID]: 'failed' });
  });
});

test('the host may allow less than a manifest asks for', async () => {
  const host = await createDataHost(WRITING, { dataMb: 0.5 });
  await host.greet(String(600 * KB));
  await host.look();
  expect(host.manager.get(ID)).toMatchObject({ state: 'failed', code: 'PLUGIN_DATA_QUOTA' });
});

test('the limit of the host is for plugins that ask for none', async () => {
  const host = await createDataHost({ ...WRITING, manifest: {} }, { dataMb: 0.5 });
  await host.greet(String(600 * KB));
  await host.look();
  expect(host.states()).toEqual({ [ID]: 'failed' });
});

/** A state folder in which nothing but the quota needs a timer. */
function keptIn(clock: Clock) {
  return (folder: string) => ({ clock, stateDir: join(folder, 'state'), followState: false, recordStats: false });
}

test('nobody looks at what was never asked for, nor without a limit', async () => {
  const clock = createTestClock();
  const host = await createHost(
    { [ID]: { manifest: { limits: { dataMb: 1 } } }, 'acme.two': { ...WRITING, manifest: {} } },
    keptIn(clock),
  );
  await host.manager.start();
  await host.greet('9');
  expect(clock.pending).toBe(0);
});

test('nobody looks once the plugin was stopped', async () => {
  const clock = createTestClock();
  const host = await createHost({ [ID]: WRITING }, keptIn(clock));
  await host.manager.start();
  await host.greet('9');
  expect(clock.pending).toBe(1);
  await host.manager.disable(ID);
  expect(clock.pending).toBe(0);
});

test('a folder that is gone is empty', async () => {
  const host = await createDataHost(WRITING);
  await host.greet('9');
  const { rm } = await import('node:fs/promises');
  await rm(host.dataDir, { recursive: true });
  await host.look();
  await mkdir(host.dataDir);
  await writeFile(join(host.dataDir, 'a'), Buffer.alloc(2000 * KB));
  await host.look();
  expect(host.states()).toEqual({ [ID]: 'failed' });
});
