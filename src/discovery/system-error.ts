import { describeThrown } from '../errors/describe-value.ts';

/** The code that the system gave, such as "EACCES". */
export function systemCode(thrown: unknown): string | undefined {
  const code = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Whether there is nothing at a path: a file in place of one of its folders means the same. */
export function isAbsent(thrown: unknown): boolean {
  const code = systemCode(thrown);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** What the system answered, without the call and the path: `EACCES: permission denied`. */
export function describeSystemError(thrown: unknown): string {
  const description = describeThrown(thrown);
  return /^E[A-Z0-9]+: [^,]+/.exec(description)?.[0] ?? description;
}
