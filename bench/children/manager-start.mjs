/**
 * Starts a manager with many lazy plugins, and works with it. Prints milliseconds as JSON: `find`, `resolve` and `activate` are
 * the phases of `start`, then `first` is the first call of a hook that one plugin implements, which imports and activates
 * it, `again` the second call of it, `unchanged` a `rescan` where nothing has changed, and `changed`
 * one where a plugin has another version.
 */
import { strictEqual } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createPluginManager, defineHookspecs, directory, hook } from 'hookline';
import { HOOKS, toId, toManifest } from '../manager-plugins.mjs';

const [folder, stateDir, count, kind] = process.argv.slice(2);
const manager = createPluginManager({
  host: { name: 'bench', api: '1.2.0' },
  hookspecs: defineHookspecs(Object.fromEntries(HOOKS.map((name) => [name, hook.collect({})]))),
  sources: [directory(folder, { trusted: true })],
  stateDir,
});

let report;
const start = await timeOf(async () => {
  report = await manager.start();
});
strictEqual(manager.list({ state: 'ready' }).length, Number(count));
strictEqual(report.manifests.parsed, kind === 'cold' ? Number(count) : 0);
const first = await timeOf(() => manager.hooks.execute('alone', {}));
const again = await timeOf(() => manager.hooks.execute('alone', {}));
strictEqual(manager.list({ state: 'active' }).length, 1);
const unchanged = await timeOf(() => manager.rescan());
const changed = await timeOfChange();
await manager.stop();

const { findMs: find, resolveMs: resolve, activateMs: activate } = report;
process.stdout.write(JSON.stringify({ start, find, resolve, activate, first, again, unchanged, changed }));

/** The last plugin gets another version and back, so that the folder stays as it was. */
async function timeOfChange() {
  const last = Number(count) - 1;
  const file = join(folder, toId(last), 'plugin.json');
  await writeFile(file, JSON.stringify(toManifest(last, '1.0.1'), undefined, 2));
  const time = await timeOf(async () => strictEqual((await manager.rescan()).changed.length, 1));
  await writeFile(file, JSON.stringify(toManifest(last), undefined, 2));
  await manager.rescan();
  return time;
}

async function timeOf(work) {
  const before = performance.now();
  await work();
  return performance.now() - before;
}
