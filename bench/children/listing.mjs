/**
 * Imports hookline and lists the ten plugins of a folder, if one is given; with a second folder it keeps a cache there. Prints
 * nothing: how long the process lives is measured from outside. Fails if a plugin could not run.
 */
import { createPluginManager, defineHookspecs, directory, hook } from 'hookline';

const [folder, stateDir] = process.argv.slice(2);
if (folder !== undefined) {
  const names = ['alone', ...Array.from({ length: 10 }, (_, n) => `hook_${n}`)];
  const manager = createPluginManager({
    host: { name: 'bench', api: '1.2.0' },
    hookspecs: defineHookspecs(Object.fromEntries(names.map((name) => [name, hook.collect({})]))),
    sources: [directory(folder, { trusted: true })],
    ...(stateDir !== undefined && { stateDir }),
  });
  await manager.rescan();
  if (manager.list({ state: 'ready' }).length !== 10) throw new Error('A plugin cannot run');
}
