/**
 * A hookimpl computes for some 200 ms, in the thread of the host and in one of `offload`. Prints milliseconds as JSON: for each how
 * long the call takes, and the longest time that the event loop was late meanwhile; `start` is the first call, which starts the
 * thread.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { createPluginManager, defineHookspecs, directory, hook } from 'hookline';

const MANIFEST = {
  id: 'acme.cruncher',
  version: '1.0.0',
  api: '^1.0',
  entry: './index.mjs',
  hooks: { inline: {}, offloaded: {} },
};
const WORK = `export default function work(ms) {
  const until = performance.now() + ms;
  let sum = 0;
  while (performance.now() < until) sum += Math.sqrt(sum + 1);
  return sum;
}\n`;
const ENTRY = `import work from './work.mjs';
let offload;
export default {
  activate: (ctx) => { offload = ctx.offload; },
  hooks: { inline: () => work(200), offloaded: () => offload('./work.mjs', 200) },
};\n`;

const folder = await mkdtemp(join(tmpdir(), 'hookline-bench-'));
try {
  const plugin = join(folder, MANIFEST.id);
  await mkdir(plugin);
  await writeFile(join(plugin, 'plugin.json'), JSON.stringify(MANIFEST));
  await writeFile(join(plugin, 'index.mjs'), ENTRY);
  await writeFile(join(plugin, 'work.mjs'), WORK);
  process.stdout.write(JSON.stringify(await measure()));
} finally {
  await rm(folder, { recursive: true });
}

async function measure() {
  const manager = createPluginManager({
    host: { name: 'bench', api: '1.2.0' },
    hookspecs: defineHookspecs({ inline: hook.collect({}), offloaded: hook.collect({}) }),
    sources: [directory(folder, { trusted: true })],
  });
  await manager.start();
  const { call: start } = await callOf(manager, 'offloaded');
  const offloaded = await callOf(manager, 'offloaded');
  const inline = await callOf(manager, 'inline');
  await manager.stop();
  return {
    start,
    offloaded: offloaded.call,
    offloadedLate: offloaded.late,
    inline: inline.call,
    inlineLate: inline.late,
  };
}

async function callOf(manager, name) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // It counts from its first turn on.
  await wait(20);
  const before = performance.now();
  const [result] = await manager.hooks.execute(name, {});
  const call = performance.now() - before;
  if (!(result > 0)) throw new Error(`"${name}" did not compute`);
  await wait(20);
  delay.disable();
  return { call, late: delay.max / 1e6 };
}
