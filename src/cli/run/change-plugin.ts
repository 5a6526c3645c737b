import { resolve } from 'node:path';
import type { Finding } from '../../analysis/finding.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { Preview, PreviewChange, PreviewStep } from '../../manager/preview.ts';
import type { CommandContext, Outcome, RunCommand } from '../command.ts';
import type { choose, disable, enable, grant, reload, revoke, trust, untrust } from '../commands/changes.ts';
import { findPlugin } from '../setup/find-plugin.ts';
import type { AnyHooks } from '../setup/host-setup.ts';
import { requireState } from '../setup/require-state.ts';
import { permissionTable } from '../terminal/permission-table.ts';
import { printableLine } from '../terminal/printable.ts';
import { reasonText } from '../terminal/reason-text.ts';
import { stateText } from '../terminal/state-text.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { findStandingOut, standingOutText } from '../validate/standing-out.ts';

type Manager = PluginManager<AnyHooks>;

/** A change that an operator makes to one plugin. */
interface Change {
  readonly id: string;
  /** For the preview. */
  readonly change: PreviewChange;
  readonly apply: (manager: Manager) => Promise<PluginStatus>;
  /** What is asked before it is done; not asked if nothing follows for others. */
  readonly question: string | ((plugin: PluginStatus) => string);
  /** Whether to ask even if nothing follows for others. */
  readonly isGrave?: boolean;
  /** Looks at the code of the plugin before it is asked. */
  readonly look?: (plugin: PluginStatus) => Promise<readonly Finding[]>;
}

interface ChangeContext extends Pick<
  CommandContext,
  'openSetup' | 'openManager' | 'confirm' | 'print' | 'style' | 'common' | 'cwd'
> {
  readonly options: { readonly dryRun: boolean | undefined };
}

export const runEnable: RunCommand<typeof enable> = async (context) => {
  const { id } = context.args;
  const apply = (manager: Manager): Promise<PluginStatus> => manager.enable(id);
  return run(context, { id, change: 'enable', apply, question: `Enable "${id}"?` });
};

export const runDisable: RunCommand<typeof disable> = async (context) => {
  const { id } = context.args;
  const apply = (manager: Manager): Promise<PluginStatus> => manager.disable(id);
  return run(context, { id, change: 'disable', apply, question: `Disable "${id}"?` });
};

export const runTrust: RunCommand<typeof trust> = async (context) => {
  const { id } = context.args;
  const { permission, filesOnly } = context.options;
  if (filesOnly && permission.length > 0) throw contradictory();
  const isPartial = permission.length > 0 || filesOnly === true;
  const options = isPartial ? { permissions: permission } : {};
  const apply = (manager: Manager): Promise<PluginStatus> => manager.trust(id, options);
  const question = ({ permissions }: PluginStatus): string =>
    `Trust "${id}" as its files are now${filesOnly || permissions.length === 0 ? '' : ', and grant that'}?`;
  return run(context, {
    id,
    change: isPartial ? { trust: permission } : 'trust',
    apply,
    question,
    isGrave: true,
    look: findStandingOut,
  });
};

export const runUntrust: RunCommand<typeof untrust> = async (context) => {
  const { id } = context.args;
  const apply = (manager: Manager): Promise<PluginStatus> => manager.untrust(id);
  return run(context, { id, change: 'untrust', apply, question: `Take back the trust in "${id}"?` });
};

export const runGrant: RunCommand<typeof grant> = async (context) => {
  const { id, permissions } = context.args;
  const apply = (manager: Manager): Promise<PluginStatus> => manager.grant(id, permissions);
  const question = `Grant "${id}" ${permissions.join(', ')}?`;
  return run(context, { id, change: { grant: permissions }, apply, question, isGrave: true });
};

export const runRevoke: RunCommand<typeof revoke> = async (context) => {
  const { id, permissions } = context.args;
  const apply = (manager: Manager): Promise<PluginStatus> => manager.revoke(id, permissions);
  const question = `Take ${permissions.join(', ')} back from "${id}"?`;
  return run(context, { id, change: { revoke: permissions }, apply, question });
};

export const runReload: RunCommand<typeof reload> = async (context) => {
  await requireState(context);
  const manager = await context.openManager();
  findPlugin(context.args.id, manager);
  const plugin = await manager.requestReload(context.args.id);
  return { result: { plugin }, text: `Hosts that are running load "${plugin.id}" anew.` };
};

export const runChoose: RunCommand<typeof choose> = async (context) => {
  await requireState(context);
  const { id, folder } = context.args;
  const manager = await context.openManager();
  findPlugin(id, manager);
  const plugin = await manager.choose(id, resolve(context.cwd, folder));
  return { result: { plugin }, text: statusLine(plugin, context.style) };
};

/** Shows what follows, asks where that reaches further than the plugin, and does it. */
async function run(context: ChangeContext, change: Change): Promise<Outcome> {
  await requireState(context);
  const manager = await context.openManager();
  const before = findPlugin(change.id, manager);
  const { changes } = await manager.preview({ id: change.id, change: change.change });
  const findings = await change.look?.(before);
  const shown = previewText({ plugin: before, changes, findings }, context);
  const result = { changes, ...(findings === undefined ? {} : { findings }) };
  if (context.options.dryRun) return { result: { ...result, plugin: before, done: false }, text: shown };
  if (change.isGrave || changes.some(({ id }) => id !== change.id)) {
    if (!context.common.json) context.print(`${shown}\n`);
    const { question } = change;
    if (!(await context.confirm(typeof question === 'string' ? question : question(before)))) {
      return { result: { ...result, plugin: before, done: false }, text: 'Nothing was changed.', exitCode: 1 };
    }
  }
  const plugin = await change.apply(manager);
  return { result: { ...result, plugin, done: true }, text: statusLine(plugin, context.style) };
}

type Look = Pick<CommandContext, 'style' | 'cwd'>;

interface Outlook {
  readonly plugin: PluginStatus;
  readonly changes: Preview['changes'];
  readonly findings: readonly Finding[] | undefined;
}

function previewText({ plugin, changes, findings = [] }: Outlook, look: Look): string {
  const { style } = look;
  const parts = [
    findings.length === 0 ? '' : standingOutText(findings, style),
    plugin.permissions.length === 0 ? '' : permissionTable(plugin, style),
    changes.length === 0 ? 'No plugin changes its state.' : changeTable(changes, look),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function changeTable(changes: readonly PreviewStep[], { style, cwd }: Look): string {
  const rows = changes.map(({ id, from, to, reason }) => [
    style.paint('bold', printableLine(id)),
    stateText(from, style),
    stateText(to, style),
    reasonText({ id, reason }, cwd),
  ]);
  return table([{ title: 'PLUGIN' }, { title: 'NOW' }, { title: 'THEN' }, { title: 'WHY', grows: true }], rows, style);
}

function statusLine({ id, state, reason }: PluginStatus, style: Style): string {
  const why = reason === undefined ? '' : `: ${printableLine(reason)}`;
  return `${style.paint('bold', printableLine(id))} is ${stateText(state, style)}${why}`;
}

function contradictory(): HooklineError {
  return new HooklineError('COMMAND_MISUSED', '"--permission" and "--files-only" contradict each other.', {
    hint: 'Give one of them.',
  });
}
