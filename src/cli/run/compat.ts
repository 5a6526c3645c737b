import { relative } from 'node:path';
import { mapBounded } from '../../discovery/map-bounded.ts';
import { describeApi } from '../../manager/api-contract.ts';
import type { RunCommand } from '../command.ts';
import type { compat } from '../commands/compat.ts';
import type { ApiUse } from '../compat/api-use.ts';
import { judgePlugin, type PluginFit } from '../compat/judge-plugin.ts';
import { readTarget } from '../compat/read-target.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { viewHost } from '../validate/host-view.ts';

/** Contracts name a day; this one is only compared. */
const ANY_DAY = '2000-01-01';

export const runCompat: RunCommand<typeof compat> = async ({ options, cwd, openSetup, style }) => {
  const setup = await openSetup();
  const { host, hookspecs } = setup.options;
  const target =
    options.against === undefined ? { api: host.api, contract: undefined } : await readTarget(options.against, cwd);
  const view = await viewHost(setup);
  const current = await describeApi({ api: host.api, released: ANY_DAY, hookspecs });
  const judge = { host, hookspecs, current, target, isAhead: options.against !== undefined };
  const plugins = await mapBounded(view.plugins, (found) => judgePlugin(found, judge));
  const isBad = plugins.some(({ fits, uses }) => fits === false || uses.some(({ status }) => status !== 'deprecated'));
  return {
    result: { api: host.api, against: target.api, plugins },
    text: toText(plugins, { api: target.api, cwd }, style),
    exitCode: isBad ? 1 : 0,
  };
};

interface Shown {
  readonly api: string;
  readonly cwd: string;
}

function toText(plugins: readonly PluginFit[], { api, cwd }: Shown, style: Style): string {
  if (plugins.length === 0) return 'No plugins.';
  const rows = plugins.map((plugin) => [
    style.paint('bold', printableLine(plugin.id)),
    plugin.version ?? '',
    printableLine(plugin.range ?? ''),
    fitText(plugin, style),
    summaryOf(plugin),
  ]);
  const columns = [
    { title: 'PLUGIN' },
    { title: 'VERSION' },
    { title: 'MADE FOR' },
    { title: api },
    { title: 'USES', grows: true },
  ];
  const uses = plugins.flatMap(({ id, uses: all }) => all.map((use) => useText(id, use, cwd, style)));
  return [table(columns, rows, style), ...uses].join('\n\n');
}

function fitText({ fits, adapter }: PluginFit, style: Style): string {
  if (fits === null) return style.paint('red', 'invalid');
  if (!fits) return style.paint('red', 'does not fit');
  return style.paint('green', 'fits') + (adapter === null ? '' : ` as ${adapter}`);
}

function summaryOf({ uses }: PluginFit): string {
  const counts = (['removed', 'changed', 'deprecated'] as const).flatMap((status) => {
    const count = uses.filter((use) => use.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  return counts.join(', ');
}

const COLORS = { removed: 'red', changed: 'red', deprecated: 'yellow' } as const;

function useText(id: string, { status, message, places }: ApiUse, cwd: string, style: Style): string {
  const head = `${style.paint(COLORS[status], status)}  ${style.paint('bold', printableLine(id))}: ${printableLine(message)}`;
  const lines = places.map(({ file, line }) => style.paint('dim', `  ${printableLine(relative(cwd, file))}:${line}`));
  return [paragraph(head, style), ...lines].join('\n');
}
