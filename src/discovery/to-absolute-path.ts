import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeThrown, describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';

/**
 * The absolute path that a host means with a path or a `file:` URL. Relative ones count from the working directory.
 * `source` is the name of the function that was given it.
 *
 * @throws SOURCE_INVALID
 */
export function toAbsolutePath(place: unknown, source: string): string {
  if (typeof place === 'string' && place !== '' && !place.startsWith('file:')) return resolve(place);
  if (!(place instanceof URL) && (typeof place !== 'string' || place === '')) {
    throw invalid(source, `a path or a file: URL is needed, not ${describeValue(place)}`);
  }
  try {
    return fileURLToPath(place);
  } catch (thrown) {
    throw invalid(source, `"${String(place)}" leads to no file: ${describeThrown(thrown)}`);
  }
}

function invalid(source: string, problem: string): HooklineError {
  return new HooklineError('SOURCE_INVALID', `The path for ${source} is not valid: ${problem}.`, {
    hint: "Give a path such as './plugins', or new URL('./plugins', import.meta.url).",
    data: { source, problem },
  });
}

/** How the name of a source shows the path: as the host wrote it. */
export function showPath(place: string | URL): string {
  return String(place).startsWith('file:') ? fileURLToPath(place) : String(place);
}
