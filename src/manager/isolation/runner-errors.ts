import { HooklineError } from '../../errors/hookline-error.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import type { UnitExit } from '../../runners/runner.ts';

/** The thread or process of a plugin has ended by itself. `waitMs` is when it is started again, if it is. */
export function runnerExited(
  { id, version }: PluginIdentity,
  exit: UnitExit,
  waitMs: number | undefined,
): HooklineError {
  const next =
    waitMs === undefined
      ? 'It has ended too often, and is not started again.'
      : `It is started again ${waitMs === 0 ? 'at once' : `in ${waitMs} ms`}.`;
  const last = exit.lastLines.at(-1);
  const words = last === undefined ? '' : ` It said last: "${last}".`;
  return new HooklineError(
    'RUNNER_EXITED',
    `The runner of the plugin "${id}" ${version} ${exit.reason}. ${next}${words}`,
    {
      hint: waitMs === undefined ? `Mend the plugin, then enable "${id}".` : 'Look at what it wrote last.',
      data: { plugin: id, version, code: exit.code, signal: exit.signal, lastLines: exit.lastLines },
    },
  );
}
