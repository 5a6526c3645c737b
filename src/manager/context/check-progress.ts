import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import type { Progress } from '../../plugin/plugin-context.ts';
import { progressProblem } from '../../plugin/progress-problem.ts';
import { contextMisused } from './context-errors.ts';

/** A copy of what a plugin says of its progress. Throws `CONTEXT_MISUSED`. */
export function checkProgress(plugin: PluginIdentity, progress: unknown): Progress {
  const problem = progressProblem(progress);
  if (problem !== undefined) throw contextMisused(plugin, 'ctx.progress', problem);
  const { done, total, message } = progress as Progress;
  return { done, ...(total === undefined ? {} : { total }), ...(message === undefined ? {} : { message }) };
}
