import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';

export type LockMode = 'exclusive' | 'shared';

/** Somebody who holds a lock or waits for it. */
export interface LockClaim {
  /** Compared by identity: a plugin that is reloaded is another owner. */
  readonly owner: PluginIdentity;
  readonly mode: LockMode;
  /** Since when it holds or waits. */
  readonly since: number;
}

export interface WaitingClaim extends LockClaim {
  grant(): void;
  refuse(reason: unknown): void;
}

/** Those who hold one lock, and those who wait for it, first come, first served. */
export class LockQueue {
  readonly held = new Set<LockClaim>();
  readonly waiting = new Set<WaitingClaim>();

  get isUnused(): boolean {
    return this.held.size === 0 && this.waiting.size === 0;
  }

  /** Whether somebody who comes now need not wait. Nobody overtakes: a shared claim behind an exclusive one waits as well. */
  isFreeFor(mode: LockMode): boolean {
    return this.waiting.size === 0 && this.#fits(mode);
  }

  /** Serves those whose turn it is. */
  advance(): void {
    for (const claim of this.waiting) {
      if (!this.#fits(claim.mode)) return;
      this.waiting.delete(claim);
      claim.grant();
    }
  }

  #fits(mode: LockMode): boolean {
    if (this.held.size === 0) return true;
    // Those who hold it together are all shared.
    const [first] = this.held;
    return mode === 'shared' && first!.mode === 'shared';
  }
}
