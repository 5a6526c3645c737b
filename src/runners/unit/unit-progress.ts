import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import type { Progress } from '../../plugin/plugin-context.ts';
import { progressProblem } from '../../plugin/progress-problem.ts';
import { contextMisused } from './context-misused.ts';

/** What progress is reported to: the connection for the plugin as a whole, or a call. */
interface ProgressSink {
  progress(progress: Progress): void;
}

export function createUnitProgress(
  peer: ProgressSink,
  plugin: PluginIdentity,
  sink = peer,
): (progress: Progress) => void {
  return (progress) => {
    const problem = progressProblem(progress);
    if (problem !== undefined) throw contextMisused(plugin, 'ctx.progress', problem);
    const { done, total, message } = progress;
    sink.progress({ done, ...(total === undefined ? {} : { total }), ...(message === undefined ? {} : { message }) });
  };
}
