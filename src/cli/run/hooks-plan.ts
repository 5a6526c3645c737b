import type { PlanEntry } from '../../hooks/plan-entry.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { RunCommand } from '../command.ts';
import type { hooksPlan } from '../commands/hooks-plan.ts';
import { findHook } from '../setup/find-hook.ts';
import { printableLine } from '../terminal/printable.ts';
import { stateText } from '../terminal/state-text.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';

export const runHooksPlan: RunCommand<typeof hooksPlan> = async ({ args: { hook }, openSetup, openManager, style }) => {
  const { kind } = findHook(hook, (await openSetup()).options.hookspecs);
  const manager = await openManager();
  await manager.start();
  const plan = manager.hooks.plan(hook);
  const planned = new Set(plan.map(({ plugin }) => plugin));
  const absent = manager.list({ hook }).filter(({ id }) => !planned.has(id));
  return {
    result: { hook, kind, plan, absent: absent.map(({ id, state, reason }) => ({ id, state, reason })) },
    text: toText(hook, { plan, absent, style }),
  };
};

interface Shown {
  readonly plan: readonly PlanEntry[];
  readonly absent: readonly PluginStatus[];
  readonly style: Style;
}

function toText(hook: string, { plan, absent, style }: Shown): string {
  const rows = plan.map((entry, index) => [
    `${index + 1}.`,
    style.paint('bold', entry.plugin),
    entry.version,
    entry.wrapper ? `${entry.id} (wrapper)` : entry.id,
    entry.reason,
  ]);
  const columns = [
    { title: '' },
    { title: 'PLUGIN' },
    { title: 'VERSION' },
    { title: 'HOOKIMPL' },
    { title: 'WHY HERE', grows: true },
  ];
  const called = plan.length === 0 ? `No plugin implements "${hook}".` : table(columns, rows, style);
  const left = absent.map((plugin) => [plugin.id, stateText(plugin.state, style), printableLine(plugin.reason ?? '')]);
  if (left.length === 0) return called;
  const others = [{ title: 'NOT CALLED' }, { title: 'STATE' }, { title: 'WHY', grows: true }];
  return `${called}\n\n${table(others, left, style)}`;
}
