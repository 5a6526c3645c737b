import { ERROR_CATALOGUE, type ErrorCode } from '../errors/catalogue.ts';
import { describeValue } from '../errors/describe-value.ts';
import { formatPath, type Path } from './manifest-path.ts';
import type { Problem } from './problem.ts';

/** Something wrong with a manifest, before it is known where in a text it stands. */
export interface Flaw {
  readonly code: ErrorCode;
  /** A whole sentence; or `must`, from which one is made. */
  readonly message?: string;
  /** The middle of a sentence that begins with the place and "must", and ends with what is there. */
  readonly must?: string;
  /** What is there, if the value itself does not say it. */
  readonly found?: string;
  /** The remedy of the catalogue if it is absent. */
  readonly hint?: string | undefined;
  readonly severity?: 'warning';
  /** From the value that was checked; that value itself if it is absent. */
  readonly path?: Path;
  /** Whether the key is wrong, not what stands under it. */
  readonly inKey?: boolean;
}

/** A flaw of a value at a known path: a problem in all but its place in a text. */
export interface PlacedFlaw extends Flaw {
  readonly path: Path;
}

/** The problem of a flaw; `path` is the one that messages name, in the document as a whole. */
export function toProblem(flaw: PlacedFlaw, value: unknown, path: Path = flaw.path): Problem {
  const { code, severity = 'error', hint = ERROR_CATALOGUE[code].remedy } = flaw;
  const message = flaw.message ?? describe(flaw, value, path);
  return { code, severity, message, hint, path: formatPath(path) };
}

function describe({ must, found, inKey }: PlacedFlaw, value: unknown, path: Path): string {
  const place = formatPath(path);
  if (inKey === true) return `The key ${JSON.stringify(path.at(-1))} ${inOwner(path)} must ${must}.`;
  return `${place === '' ? 'A manifest' : `"${place}"`} must ${must}, not ${found ?? describeValue(value)}.`;
}

/** `in "hooks.render"`, for a key. */
export function inOwner(path: Path): string {
  return path.length <= 1 ? 'in a manifest' : `in "${formatPath(path.slice(0, -1))}"`;
}
