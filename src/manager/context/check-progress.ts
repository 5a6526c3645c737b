import { describeValue } from '../../errors/describe-value.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import type { Progress } from '../../plugin/plugin-context.ts';
import { contextMisused } from './context-errors.ts';

/** A copy of what a plugin says of its progress. Throws `CONTEXT_MISUSED`. */
export function checkProgress(plugin: PluginIdentity, progress: unknown): Progress {
  const problem = findProblem(progress);
  if (problem !== undefined) throw contextMisused(plugin, 'ctx.progress', problem);
  const { done, total, message } = progress as Progress;
  return { done, ...(total === undefined ? {} : { total }), ...(message === undefined ? {} : { message }) };
}

function findProblem(progress: unknown): string | undefined {
  if (typeof progress !== 'object' || progress === null) {
    return `it takes { done, total, message }, not ${describeValue(progress)}`;
  }
  const { done, total, message } = progress as Readonly<Record<keyof Progress, unknown>>;
  if (!isAmount(done)) return `"done" must be a number from 0, not ${describeValue(done)}`;
  if (total !== undefined && !isAmount(total)) return `"total" must be a number from 0, not ${describeValue(total)}`;
  if (total !== undefined && done > total) return `"done", ${done}, is more than "total", ${total}`;
  if (message !== undefined && typeof message !== 'string') {
    return `"message" must be a string, not ${describeValue(message)}`;
  }
  return undefined;
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
