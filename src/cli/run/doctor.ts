import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { doctor } from '../commands/doctor.ts';
import type { Check } from '../doctor/check.ts';
import { checkCommands } from '../doctor/check-commands.ts';
import { checkHost } from '../doctor/check-host.ts';
import { checkPlugin } from '../doctor/check-plugin.ts';
import { findPlugin } from '../setup/find-plugin.ts';
import type { AnyHooks } from '../setup/host-setup.ts';
import { printableLine } from '../terminal/printable.ts';
import { paragraph } from '../terminal/paragraph.ts';
import type { Style } from '../terminal/style.ts';

type Context = CommandContext<typeof doctor>;

export const runDoctor: RunCommand<typeof doctor> = async (context) => {
  const { args, options, openSetup, openManager, style } = context;
  // Before the manager: it sets a damaged state aside and begins anew.
  const ofHost = args.id === undefined ? await checkHost(await openSetup()) : [];
  const manager = await openManager();
  const plugins = args.id === undefined ? manager.list() : [findPlugin(args.id, manager)];
  const checks = unique([
    ...ofHost,
    ...(args.id === undefined ? checkCommands(manager.commands()) : []),
    ...plugins.flatMap((plugin) => checkPlugin(plugin)),
    ...(options.health ? await askPlugins(context, manager, plugins) : []),
  ]);
  const summary = { pass: count(checks, 'pass'), warn: count(checks, 'warn'), fail: count(checks, 'fail') };
  return { result: { checks, summary }, text: toText(checks, summary, style), exitCode: summary.fail > 0 ? 1 : 0 };
};

async function askPlugins(
  { working }: Context,
  manager: PluginManager<AnyHooks>,
  plugins: readonly PluginStatus[],
): Promise<readonly Check[]> {
  working('starting the host');
  await manager.start();
  const checks: Check[] = [];
  for (const { id } of plugins) {
    if (manager.get(id)?.state !== 'ready' && manager.get(id)?.state !== 'active') continue;
    working(`asking ${id}`);
    const { status, message, hint } = await manager.check(id);
    checks.push({ about: id, name: 'health check', status, ...(message === undefined ? {} : { message }), hint });
  }
  working(undefined);
  return checks;
}

/** Of plugins that claim one id each says the same. */
function unique(checks: readonly Check[]): readonly Check[] {
  return [...new Map(checks.map((check) => [JSON.stringify(check), check])).values()];
}

function count(checks: readonly Check[], status: Check['status']): number {
  return checks.filter((check) => check.status === status).length;
}

const MARKS = { pass: ['green', '✓'], warn: ['yellow', '!'], fail: ['red', '✗'] } as const;

function toText(checks: readonly Check[], summary: Readonly<Record<Check['status'], number>>, style: Style): string {
  const abouts = [...new Set(checks.map(({ about }) => about))];
  const sections = abouts.map((about) => {
    const lines = checks.filter((check) => check.about === about).map((check) => toLines(check, style));
    return [style.paint('bold', printableLine(about)), ...lines].join('\n');
  });
  const { pass, warn, fail } = summary;
  return [...sections, `${pass} passed, ${warn} to look at, ${fail} failed`].join('\n\n');
}

function toLines({ name, status, message = '', hint }: Check, style: Style): string {
  const [color, mark] = MARKS[status];
  const about = message === '' ? name : `${name}: ${printableLine(message)}`;
  const first = `  ${style.paint(color, mark)} ${paragraph(about, style, 4).trimStart()}`;
  return hint === undefined ? first : `${first}\n${style.paint('dim', paragraph(printableLine(hint), style, 4))}`;
}
