// Runs plugins that crash again and again, and prints now and then what this process has open.
import { readdirSync, writeSync } from 'node:fs';
import { createPluginManager, defineHookspecs, directory, hook } from 'hookline';
import { z } from 'zod';

const { folder, runner, plugins, cycles, spares } = JSON.parse(process.argv[2]);
const SAMPLES = 20;

const names = plugins.map((id) => id.replace('acme.', ''));
const manager = createPluginManager({
  host: { name: 'sacrifice', api: '1.0.0' },
  hookspecs: defineHookspecs(
    Object.fromEntries(names.map((name) => [name, hook.collect({ args: { how: z.string() } })])),
  ),
  sources: [directory(folder, { trusted: true })],
  runners: { min: runner, spares },
  limits: { importMs: 60_000 },
});
const waiting = new Map();
manager.hooks.on('hook:error', () => {});
manager.hooks.on('hook:slow', () => {});
manager.on('plugin:error', ({ plugin, error }) => {
  if (error.code === 'RUNNER_EXITED') waiting.get(plugin)?.();
});
await manager.start();

const rounds = cycles / plugins.length;
for (let round = 1; round <= rounds; round += 1) {
  await Promise.all(plugins.map(crash));
  if (round % Math.ceil(rounds / SAMPLES) === 0) print(round * plugins.length);
}
await manager.stop();

async function crash(id, index) {
  const [answer] = await manager.hooks.execute(names[index], { how: 'well' });
  if (answer !== 'fine') throw new Error(`"${id}" did not answer: ${manager.get(id).reason}`);
  const ended = new Promise((resolve) => {
    waiting.set(id, resolve);
  });
  await manager.hooks.execute(names[index], { how: 'crash' });
  await ended;
  await manager.enable(id);
}

function print(done) {
  globalThis.gc();
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  const { rss, heapUsed } = process.memoryUsage();
  const count = (what) => (process.platform === 'linux' ? readdirSync(`/proc/self/${what}`).length : 0);
  const sample = { cycles: done, descriptors: count('fd'), threads: count('task'), listeners, heap: heapUsed, rss };
  writeSync(1, `${JSON.stringify(sample)}\n`);
}
