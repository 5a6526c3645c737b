import { describeValue } from '../errors/describe-value.ts';
import type { Progress } from './plugin-context.ts';

/** What is wrong with what a plugin says of its progress; `undefined` if nothing is. */
export function progressProblem(progress: unknown): string | undefined {
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
