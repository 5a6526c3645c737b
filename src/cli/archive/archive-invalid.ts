import { HooklineError } from '../../errors/hookline-error.ts';
import { printableLine } from '../terminal/printable.ts';

/** An archive, or a folder in the place of one, that is not unpacked. */
export function archiveInvalid(archive: string, problem: string, cause?: unknown): HooklineError {
  return new HooklineError('ARCHIVE_INVALID', `"${archive}" cannot be used: ${printableLine(problem)}.`, {
    hint: 'Nothing was changed. Get the plugin again, or ask who made it for an archive of "hookline pack".',
    data: { archive, problem },
    ...(cause === undefined ? {} : { cause }),
  });
}
