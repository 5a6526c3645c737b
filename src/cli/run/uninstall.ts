import { join } from 'node:path';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { PreviewStep } from '../../manager/preview.ts';
import type { Outcome, RunCommand } from '../command.ts';
import type { uninstall } from '../commands/uninstall.ts';
import { findPlugin } from '../setup/find-plugin.ts';
import { printableLine } from '../terminal/printable.ts';
import { stateText } from '../terminal/state-text.ts';
import { factsTable } from '../terminal/facts-table.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { findRemovable, uninstallRefused } from '../uninstall/find-removable.ts';
import { findData, removePlugin } from '../uninstall/remove-plugin.ts';

export const runUninstall: RunCommand<typeof uninstall> = async (context) => {
  const { args, options, common, openSetup, openManager, print, confirm, style } = context;
  const { sources = [], stateDir } = (await openSetup()).options;
  const manager = await openManager();
  const plugin = findPlugin(args.id, manager);
  const removable = await findRemovable(plugin, sources);
  const { changes } = await manager.preview({ id: plugin.id, change: 'disable' });
  // The reasons that a preview gives are about a plugin that is disabled.
  const dependents = changes.flatMap(({ id, from, to }) => (id === plugin.id ? [] : [{ id, from, to }]));
  const keepData = options.keepData === true;
  const data = keepData ? undefined : await findData(plugin.id, stateDir);
  const plan: Plan = { plugin, dependents, data, folder: join(removable.root, removable.name) };
  if (options.dryRun) return outcome(plan, false, planText(plan, style));
  if (dependents.length > 0 && !common.yes) {
    const names = dependents.map(({ id }) => `"${id}"`).join(', ');
    const hint = `Disable or uninstall ${dependents.length === 1 ? 'it' : 'them'} first, or give "--yes".`;
    throw uninstallRefused(plugin, `without it cannot run ${names}`, hint);
  }
  if (!common.json) print(`${planText(plan, style)}\n`);
  const isSure = await confirm(`Uninstall "${plugin.id}"?`);
  if (!isSure) return { ...outcome(plan, false, 'Nothing was changed.'), exitCode: 1 };
  await removePlugin(removable, { stateDir, keepData });
  return outcome(plan, true, `Uninstalled "${printableLine(plugin.id)}".${keepData ? ' Its data were kept.' : ''}`);
};

type Dependent = Pick<PreviewStep, 'id' | 'from' | 'to'>;

interface Plan {
  readonly plugin: PluginStatus;
  readonly dependents: readonly Dependent[];
  readonly folder: string;
  readonly data: string | undefined;
}

function outcome({ plugin, folder, data, dependents }: Plan, uninstalled: boolean, text: string): Outcome {
  const { id, version = null } = plugin;
  return { result: { plugin: { id, version }, folder, data: data ?? null, dependents, uninstalled }, text };
}

function planText({ plugin, folder, data, dependents }: Plan, style: Style): string {
  const facts = factsTable(
    [
      ['goes', folder],
      ['data', data],
    ],
    style,
  );
  const title = `${style.paint('bold', printableLine(plugin.id))} ${printableLine(plugin.version ?? '')}`.trimEnd();
  return [title, facts, ...(dependents.length === 0 ? [] : [dependentTable(dependents, style)])].join('\n\n');
}

function dependentTable(dependents: readonly Dependent[], style: Style): string {
  const rows = dependents.map(({ id, from, to }) => [
    style.paint('bold', printableLine(id)),
    stateText(from, style),
    stateText(to, style),
  ]);
  return table([{ title: 'STOPS' }, { title: 'NOW' }, { title: 'THEN' }], rows, style);
}
