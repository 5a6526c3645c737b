import type { Problem } from '../manifest/problem.ts';
import { describeSystemError, systemCode } from './system-error.ts';

/** Why a source finds nothing. That a place does not exist is only worth a warning: nobody needs to have plugins. */
export function sourceUnreadable(source: string, path: string, thrown: unknown): Problem {
  const code = systemCode(thrown);
  const place = `The place "${path}" of the source ${source}`;
  if (code === 'ENOENT') {
    return sourceProblem('warning', path, `${place} does not exist.`, 'Create it, or take the source out.');
  }
  const why = code === 'ENOTDIR' ? 'is not a folder' : `cannot be read: ${describeSystemError(thrown)}`;
  return sourceProblem('error', path, `${place} ${why}.`, 'Name a place that can be read, or mend its permissions.');
}

export function sourceProblem(severity: Problem['severity'], file: string, message: string, hint: string): Problem {
  return { code: 'SOURCE_UNREADABLE', severity, message, hint, file };
}
