import { ignoreRejection } from '../../hooks/thenable.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { RunCommand } from '../command.ts';
import type { whyLoaded } from '../commands/why-loaded.ts';
import { findHook } from '../setup/find-hook.ts';
import type { AnyHooks } from '../setup/host-setup.ts';
import { milliseconds } from '../terminal/milliseconds.ts';
import { printableLine } from '../terminal/printable.ts';
import { table } from '../terminal/table.ts';

const NOTHING = `No code of a plugin was loaded. "--hook <name>" calls a hook, which loads the plugins that implement it.`;

export const runWhyLoaded: RunCommand<typeof whyLoaded> = async ({ options, openSetup, openManager, style }) => {
  const { hookspecs } = (await openSetup()).options;
  for (const name of options.hook) findHook(name, hookspecs);
  const manager = await openManager();
  await manager.start();
  manager.hooks.on('hook:error', () => {});
  for (const name of options.hook) await call(manager, name).catch(ignoreRejection);
  const loaded = manager.loaded();
  if (loaded.length === 0) return { result: { loaded }, text: NOTHING };
  const rows = loaded.map(({ plugin, version, activatedBy, importMs, runner, failed }) => [
    style.paint('bold', printableLine(plugin)),
    version,
    printableLine(activatedBy),
    runner,
    importMs === undefined ? '' : milliseconds(importMs),
    failed ? style.paint('red', 'failed') : '',
  ]);
  const columns = [
    { title: 'PLUGIN' },
    { title: 'VERSION' },
    { title: 'LOADED BY' },
    { title: 'RUNNER' },
    { title: 'TIME', align: 'right' as const },
    { title: '' },
  ];
  return { result: { loaded }, text: table(columns, rows, style) };
};

/** What it comes to is not asked here. */
async function call(manager: PluginManager<AnyHooks>, hook: string): Promise<void> {
  await manager.hooks.execute(hook, {});
}
