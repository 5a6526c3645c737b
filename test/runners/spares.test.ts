import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UNIT_PROGRAM } from '../../src/runners/unit-program.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createHost, pluginFiles, type WrittenPlugin } from '../manager/host.ts';
import { childProcesses } from './child-processes.ts';
import { isAlive } from './is-alive.ts';

const PLUGIN: WrittenPlugin = {
  code: `{ hooks: { greet: ({ name }) => { if (name === 'exit') process.exit(3); return name + ' ' + process.pid; } } }`,
};

/** Where processes can be counted. */
const canCount = process.platform === 'linux';

describe.each(['worker', 'process'] as const)('a spare %s', { timeout: 30_000 }, (runner) => {
  const counts = canCount && runner === 'process';

  test('takes the place of a plugin that ended by itself, at once the first time', async () => {
    const { manager, greet, states, payloads } = await createHost(
      { 'acme.one': PLUGIN },
      { runners: { min: runner, spares: true } },
    );
    let threads = 0;
    const count = (): void => {
      threads += 1;
    };
    process.on('worker', count);
    onTestFinished(() => void process.off('worker', count));
    await manager.start();
    await greet('a');
    const ends = ['It is started again at once.', 'It is started again in 200 ms.'];
    for (const [index, end] of ends.entries()) {
      if (counts) await expect.poll(async () => (await childProcesses()).length).toBe(2);
      if (runner === 'worker') await expect.poll(() => threads).toBe(2 + index);
      const waiting = counts ? await childProcesses() : [];
      await greet('exit');
      await expect.poll(() => payloads('plugin:error').at(-1)?.error.message).toContain(end);
      await expect.poll(() => states()['acme.one']).toBe('ready');
      const [answer] = await greet('b');
      expect(answer).toMatch(/^b /);
      // It is the process that waited.
      if (counts && index === 0) expect(waiting).toContain(Number(answer!.slice(2)));
    }
    await greet('exit');
    await expect.poll(() => states()['acme.one']).toBe('failed');
    await expect.poll(() => payloads('plugin:error').at(-1)?.error.message).toContain('is not started again');
    if (counts) await expect.poll(childProcesses).toEqual([]);
  });
});

describe.skipIf(!canCount)('spares', { timeout: 30_000 }, () => {
  test('are there for the plugins that are named, and end with them', async () => {
    const { manager, greet } = await createHost(
      { 'acme.one': PLUGIN, 'acme.two': PLUGIN },
      { runners: { min: 'process', spares: ['acme.two'] } },
    );
    await manager.start();
    await greet('a');
    await expect.poll(async () => (await childProcesses()).length).toBe(3);
    await manager.disable('acme.one');
    await expect.poll(async () => (await childProcesses()).length).toBe(2);
    await manager.disable('acme.two');
    await expect.poll(childProcesses).toEqual([]);
    await manager.enable('acme.two');
    await greet('a');
    await expect.poll(async () => (await childProcesses()).length).toBe(2);
    await manager.stop();
    await expect.poll(childProcesses).toEqual([]);
  });

  test('are refused where they are no ids', async () => {
    await expect(createHost({}, { runners: { spares: 2 as never } })).rejects.toMatchObject({
      code: 'MANAGER_OPTIONS_INVALID',
      message: expect.stringContaining('"spares" must be true, false or a list of ids, not the number 2') as string,
    });
  });

  test.each(['ends by itself', 'is killed'])('do not keep a host alive, and end with it: one that %s', async (how) => {
    const folder = await createTemporaryFolder(pluginFiles({ 'acme.one': PLUGIN }));
    const host = spawn(process.execPath, ['--input-type=module', '--eval', hostCode(folder, how === 'is killed')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(host, 'close');
    const [text] = (await once(host.stdout.setEncoding('utf8'), 'data')) as [string];
    const pids = JSON.parse(text) as number[];
    expect(pids.length).toBe(2);
    if (how === 'is killed') host.kill('SIGKILL');
    await closed;
    await expect.poll(() => pids.filter(isAlive), { timeout: 3000 }).toEqual([]);
  });
});

/** Prints the ids of its processes, and then has nothing more to do, or waits. */
function hostCode(folder: string, waits: boolean): string {
  const api = new URL('../../public/index.js', UNIT_PROGRAM).href;
  return `
    import { readFileSync } from 'node:fs';
    import { createPluginManager, defineHookspecs, directory, hook } from ${JSON.stringify(api)};
    import { z } from ${JSON.stringify(import.meta.resolve('zod'))};
    const manager = createPluginManager({
      host: { name: 'test-host', api: '1.0.0' },
      hookspecs: defineHookspecs({ greet: hook.collect({ args: { name: z.string() }, returns: z.string() }) }),
      sources: [directory(${JSON.stringify(folder)}, { trusted: true })],
      runners: { min: 'process', spares: true },
    });
    await manager.start();
    await manager.hooks.execute('greet', { name: 'a' });
    const children = () => readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').split(' ').filter(Boolean);
    while (children().length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    console.log(JSON.stringify(children().map(Number)));
    ${waits ? 'setInterval(() => {}, 1000);' : ''}
  `;
}
