import { describeThrown } from '../../errors/describe-value.ts';
import { isHooklineError } from '../../errors/hookline-error.ts';
import { LOCK_VERSION, LockFile, type LockDocument } from './lock-document.ts';
import { lockInvalid } from './lock-invalid.ts';

/**
 * A lock that was read or given by the host. `name` is how messages call it.
 *
 * @throws LOCKFILE_INVALID
 */
export function parseLock(value: unknown, name: string): LockDocument {
  try {
    return parse(value, name);
  } catch (thrown) {
    if (isHooklineError(thrown)) throw thrown;
    throw lockInvalid(name, `reading it failed: ${describeThrown(thrown)}`, { cause: thrown });
  }
}

function parse(value: unknown, name: string): LockDocument {
  const version = versionOf(value);
  if (version !== undefined && version > LOCK_VERSION) {
    const reason = `it has the format ${version} of a newer Hookline, and this one knows format ${LOCK_VERSION}`;
    throw lockInvalid(name, reason, {
      hint: 'Use the version of Hookline that wrote the lock, or make the lock anew.',
    });
  }
  const parsed = LockFile.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw lockInvalid(name, `${path === '' ? '' : `at "${path}": `}${issue?.message ?? 'it has another form'}`);
}

function versionOf(value: unknown): number | undefined {
  const version = typeof value === 'object' && value !== null && 'lockVersion' in value ? value.lockVersion : undefined;
  return Number.isInteger(version) ? (version as number) : undefined;
}
