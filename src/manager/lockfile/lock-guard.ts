import { HooklineError } from '../../errors/hookline-error.ts';
import type { Problem } from '../../manifest/problem.ts';
import type { Verdict } from '../resolution/verdict.ts';
import type { LockDocument } from './lock-document.ts';
import { findMissing, lockVerdict, unreadableLock, type LockSubject } from './lock-verdict.ts';

/** Holds plugins to a lock. Without one it lets everything run. A lock that cannot be read lets nothing run. */
export class LockGuard {
  readonly #given: string | LockDocument | undefined;
  #lock: LockDocument | HooklineError | undefined;

  constructor(given: string | LockDocument | undefined) {
    this.#given = given;
  }

  get isLocked(): boolean {
    return this.#given !== undefined;
  }

  /** Reads the lock, again if need be. Never rejects. */
  async load(): Promise<void> {
    if (this.#given === undefined) return;
    // Loaded here: most hosts have no lock.
    const [{ parseLock }, { readLock }] = await Promise.all([import('./parse-lock.ts'), import('./read-lock.ts')]);
    try {
      this.#lock =
        typeof this.#given === 'string'
          ? await readLock(this.#given)
          : parseLock(this.#given, 'lock in the options of createPluginManager');
    } catch (thrown) {
      this.#lock = thrown as HooklineError;
    }
  }

  /** What is wrong with the lock itself, or is locked and not there. */
  problemsWith(found: ReadonlySet<string>): readonly Problem[] {
    if (this.#lock === undefined) return [];
    if (!(this.#lock instanceof HooklineError)) return findMissing(this.#lock, found);
    const { code, message, hint } = this.#lock;
    return [{ code, severity: 'error', message, hint }];
  }

  verdictOf(subject: LockSubject): Verdict | undefined {
    if (this.#lock === undefined) return undefined;
    if (!(this.#lock instanceof HooklineError)) return lockVerdict(subject, this.#lock);
    return unreadableLock(this.#lock.message, this.#lock.hint);
  }
}
