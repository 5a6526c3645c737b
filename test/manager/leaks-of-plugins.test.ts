import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHost, type TestHost, type WrittenPlugin } from './host.ts';

const CLEAN: WrittenPlugin = {
  code: `{
    activate(ctx) {
      const timer = setInterval(() => {}, 60_000);
      ctx.onDispose(() => clearInterval(timer));
    },
    hooks: { greet: () => 'clean' },
  }`,
};

const LEAKING: WrittenPlugin = {
  code: `import { createServer } from 'node:net';
export default {
  activate() {
    setInterval(() => {}, 60_000).unref();
    createServer().listen(0).unref();
  },
  hooks: { greet: () => 'leaking' },
};`,
};

async function liveAndStop({ manager, greet }: TestHost, id: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await manager.enable(id);
    await greet();
    await manager.disable(id);
  }
}

function resourcesOf({ manager }: TestHost, id: string): unknown {
  return manager.resources().plugins.find(({ plugin }) => plugin === id);
}

describe('a manager that watches leaks', () => {
  test('names a plugin that stops and leaves something open, with what and where', async () => {
    const host = await createHost({ 'acme.leaky': LEAKING, 'acme.clean': CLEAN }, { watchLeaks: true });
    await host.manager.start();
    await liveAndStop(host, 'acme.leaky', 3);
    await liveAndStop(host, 'acme.clean', 1);
    const file = `${host.folder}/plugins/acme.leaky/index.mjs`;
    const leaks = [
      { what: 'timer', count: 1, at: `${file}:4:5` },
      { what: 'server', count: 1, at: `${file}:5:20` },
    ];
    const message = `The plugin "acme.leaky" 1.0.0 has stopped and left behind: 1 × timer made at ${file}:4:5; 1 × server made at ${file}:5:20.`;
    const told = host
      .payloads('plugin:error')
      .map(({ plugin, phase, error }) => [plugin, phase, error.code, error.message]);
    expect(told).toEqual(Array.from({ length: 3 }, () => ['acme.leaky', 'deactivate', 'PLUGIN_LEAK', message]));
    expect(host.payloads('plugin:error')[0]!.error.data).toEqual({ plugin: 'acme.leaky', version: '1.0.0', leaks });
    expect(resourcesOf(host, 'acme.leaky')).toEqual({
      plugin: 'acme.leaky',
      version: undefined,
      disposals: 0,
      open: { timer: 3, server: 3 },
      leaks: leaks.map((leak) => ({ ...leak, count: 3 })),
    });
    expect(resourcesOf(host, 'acme.clean')).toBeUndefined();
  });

  test('blames no plugin for what Node keeps open for itself', async () => {
    const server = createServer((_, response) => response.end('hello'));
    await new Promise<void>((settle) => server.listen(0, settle));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
    const code = `import { get } from 'node:http';
      const old = () => new Promise((settle) => get('${url}', (answer) => answer.resume().on('end', () => settle('old'))));
      export default { hooks: { greet: async () => (await old()) + ' ' + (await (await fetch('${url}', { signal: AbortSignal.timeout(60_000) })).text()) } };`;
    const host = await createHost({ 'acme.asking': { code } }, { watchLeaks: true });
    await host.manager.start();
    expect(await host.greet()).toEqual(['old hello']);
    await host.manager.disable('acme.asking');
    expect(host.payloads('plugin:error')).toEqual([]);
  });

  test('shows no growth for a clean plugin over 100 lives', { timeout: 60_000 }, async () => {
    const host = await createHost({ 'acme.clean': CLEAN }, { watchLeaks: true });
    await host.manager.start();
    await host.greet();
    const first = host.manager.resources();
    await host.manager.disable('acme.clean');
    await liveAndStop(host, 'acme.clean', 100);
    await host.manager.enable('acme.clean');
    await host.greet();
    expect([first.watched, first.plugins]).toEqual([
      true,
      [{ plugin: 'acme.clean', version: '1.0.0', disposals: 1, open: { timer: 1 }, leaks: [] }],
    ]);
    expect(host.manager.resources().plugins).toEqual(first.plugins);
    expect(host.payloads('plugin:error')).toEqual([]);
  });

  test('tells the memory of the process, and what keeps it alive', async () => {
    const host = await createHost({ 'acme.clean': CLEAN }, { watchLeaks: true });
    await host.manager.start();
    const { active, rss } = JSON.parse(JSON.stringify(host.manager.resources())) as ReturnType<
      TestHost['manager']['resources']
    >;
    expect([rss!.atStart > 0, rss!.now > 0, rss!.perMinute]).toEqual([true, true, undefined]);
    expect([Object.keys(active.atStart!).length > 0, Object.keys(active.now).length > 0]).toEqual([true, true]);
  });
});

test('a manager that does not watch leaks knows what plugins want disposed of, and takes no stacks', async () => {
  const host = await createHost({ 'acme.clean': CLEAN, 'acme.leaky': LEAKING });
  await host.manager.start();
  await host.greet();
  const { watched, plugins, rss, active } = host.manager.resources();
  expect([watched, plugins, rss, active.atStart]).toEqual([
    false,
    [
      { plugin: 'acme.clean', version: '1.0.0', disposals: 1, open: {}, leaks: [] },
      { plugin: 'acme.leaky', version: '1.0.0', disposals: 0, open: {}, leaks: [] },
    ],
    undefined,
    undefined,
  ]);
});
