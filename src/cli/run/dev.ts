import { toJsonSafe } from '../../errors/json-safe.ts';
import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import type { Reported } from '../../hooks/report.ts';
import type { RunnerName } from '../../runners/runner.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { dev } from '../commands/dev.ts';
import type { DevCall } from '../dev/dev-reload.ts';
import { runDevSession } from '../dev/dev-session.ts';
import { createTeller } from '../dev/dev-teller.ts';
import type { LivePlugin } from '../dev/live-plugin.ts';
import { findHook } from '../setup/find-hook.ts';
import { printable } from '../terminal/printable.ts';
import { reportText } from '../terminal/report-text.ts';
import { findTargets } from '../validate/find-targets.ts';
import { parseArguments } from '../setup/parse-arguments.ts';

type Context = CommandContext<typeof dev>;

export const runDev: RunCommand<typeof dev> = async (context) => {
  const { args, options, openSetup, signal, style, print } = context;
  const setup = await openSetup();
  const { plugins, view } = await findTargets(args.path, context);
  const found = onlyOne(plugins, args.path);
  const runner = (options.runner ?? 'worker') as RunnerName;
  const teller = createTeller(print, style);
  if (runner === 'inline') teller.line('every change leaves the modules that were loaded before in memory');
  const result = await runDevSession({
    found,
    setup,
    view: view!,
    runner,
    buildLine: options.build,
    wantsTypes: options.noTypes !== true,
    signal,
    teller,
    call: callOf(context, setup.options.hookspecs),
  });
  const failed = result.reloads.filter(({ status }) => status === 'failed').length;
  const reloads = result.reloads.length - 1;
  const text = `${reloads} ${reloads === 1 ? 'reload' : 'reloads'}, ${failed} failed`;
  return { result, text: style.paint('dim', text) };
};

function onlyOne(plugins: readonly FoundPlugin[], path: string): FoundPlugin {
  const [found, ...others] = plugins;
  if (found?.folder !== undefined && others.length === 0) return found;
  const what = others.length > 0 ? `has ${plugins.length} plugins` : 'has no plugin with files';
  throw new HooklineError('COMMAND_MISUSED', `"${path}" ${what}.`, { hint: 'Name the folder of one plugin.' });
}

/** What calls the hook that was asked for. @throws HOOK_UNKNOWN, COMMAND_MISUSED */
function callOf(
  { options, print, style }: Context,
  hookspecs: Parameters<typeof findHook>[1],
): ((live: LivePlugin) => Promise<DevCall>) | undefined {
  const { run: hook, args } = options;
  if (hook === undefined) return undefined;
  const { kind } = findHook(hook, hookspecs);
  const values = args === undefined ? {} : parseArguments(args, '"--args"');
  return async ({ manager }) => {
    try {
      const called = (await manager.hooks.executeWithReport(hook, values)) as Reported<unknown>;
      const report = called.report.toJSON();
      const value = called.value === undefined ? undefined : toJsonSafe(called.value);
      const shown =
        value === undefined ? style.paint('dim', 'nothing') : printable(JSON.stringify(value, undefined, 2));
      print(`${shown}\n${reportText(report, kind, style)}`);
      return { ...(value === undefined ? {} : { value }), report };
    } catch (thrown) {
      const error = describeThrown(thrown);
      print(style.paint('red', printable(error)));
      return { error };
    }
  };
}
