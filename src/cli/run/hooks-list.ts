import type { RunCommand } from '../command.ts';
import type { hooksList } from '../commands/hooks-list.ts';
import { type HookInfo, toHookInfo } from '../hook-docs/to-hook-info.ts';
import { findHook } from '../setup/find-hook.ts';
import { printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';

interface ListedHook extends HookInfo {
  /** Ids of those whose manifests name it. */
  readonly plugins: readonly string[];
}

export const runHooksList: RunCommand<typeof hooksList> = async ({ options, openSetup, openManager, style }) => {
  const { hookspecs } = (await openSetup()).options;
  const names = options.hook.length > 0 ? options.hook : Object.keys(hookspecs);
  const wanted = names.map((name) => toHookInfo(name, findHook(name, hookspecs)));
  const manager = await openManager();
  const hooks = wanted.map((hook) => ({ ...hook, plugins: manager.list({ hook: hook.name }).map(({ id }) => id) }));
  return { result: { hooks }, text: hooks.length === 0 ? 'The host declares no hooks.' : toText(hooks, style) };
};

function toText(hooks: readonly ListedHook[], style: Style): string {
  const rows = hooks.map((hook) => [
    style.paint('bold', hook.name),
    hook.sync ? `sync ${hook.kind}` : hook.kind,
    hook.arguments.map(({ name, threaded }) => (threaded ? style.paint('underline', name) : name)).join(', '),
    String(hook.plugins.length),
    aboutOf(hook, style),
  ]);
  const columns = [
    { title: 'HOOK' },
    { title: 'KIND' },
    { title: 'ARGUMENTS' },
    { title: 'PLUGINS', align: 'right' as const },
    { title: 'ABOUT', grows: true },
  ];
  return table(columns, rows, style);
}

function aboutOf({ summary, since, deprecated }: HookInfo, style: Style): string {
  const parts = [
    deprecated === undefined ? '' : style.paint('yellow', `deprecated since ${deprecated.since}.`),
    printableLine(summary ?? ''),
    since === undefined ? '' : style.paint('dim', `(since ${since})`),
  ];
  return parts.filter((part) => part !== '').join(' ');
}
