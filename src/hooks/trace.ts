import { describeThrown } from '../errors/describe-value.ts';
import type { HooklineError } from '../errors/hookline-error.ts';
import type { EntryStatus } from '../errors/report.ts';
import type { Plan } from './plan.ts';
import type { RegisteredHookimpl } from './registered-hookimpl.ts';
import type { ReportEntry } from './report.ts';

/** The entry of one run of one hookimpl while the call goes on. */
export interface TraceEntry {
  readonly hookimpl: RegisteredHookimpl;
  readonly startedAt: number;
  status: EntryStatus | 'running';
  reason?: string;
  durationMs: number;
  answered: boolean;
  value?: unknown;
  error?: HooklineError;
}

/** The entries of a call, in the order in which its hookimpls started. */
export class Trace {
  readonly entries: TraceEntry[] = [];
  readonly #seen = new Set<RegisteredHookimpl>();

  start(hookimpl: RegisteredHookimpl, startedAt: number): TraceEntry {
    const entry: TraceEntry = { hookimpl, startedAt, status: 'running', durationMs: 0, answered: false };
    this.#seen.add(hookimpl);
    this.entries.push(entry);
    return entry;
  }

  /** Whether the filter of a hookimpl lets it run; notes it if not. */
  matches(hookimpl: RegisteredHookimpl, args: unknown): boolean {
    if (hookimpl.matches === undefined || hookimpl.matches(args)) return true;
    this.leaveOut(hookimpl, 'filtered', 'its filter does not match the arguments');
    return false;
  }

  /** Whether the manager of its plugin lets a hookimpl run; notes it if not. */
  admits(hookimpl: RegisteredHookimpl): boolean {
    const reason = hookimpl.admit?.();
    if (reason !== undefined) this.leaveOut(hookimpl, 'skipped', reason);
    return reason === undefined;
  }

  /** Notes a hookimpl whose code could not be loaded. */
  leaveOutUnloaded(hookimpl: RegisteredHookimpl, thrown: unknown): void {
    this.leaveOut(hookimpl, 'skipped', `the plugin could not be activated: ${describeThrown(thrown)}`);
  }

  leaveOut(hookimpl: RegisteredHookimpl, status: 'skipped' | 'filtered', reason: string): void {
    this.#seen.add(hookimpl);
    this.entries.push({ hookimpl, startedAt: 0, status, reason, durationMs: 0, answered: false });
  }

  /** Every hookimpl of the plan that did not get its turn was skipped, for the one reason that ended the call. */
  leaveOutRest({ wrappers, steps, suspended }: Plan, reason: string): void {
    for (const hookimpl of [...wrappers, ...steps]) {
      if (!this.#seen.has(hookimpl)) this.leaveOut(hookimpl, 'skipped', reason);
    }
    for (const hookimpl of suspended) this.leaveOut(hookimpl, 'skipped', hookimpl.suspended ?? reason);
  }

  /** The entries as a report shows them. One that still runs counts as skipped: its outcome will not matter any more. */
  toEntries(skipReason: string, now: number): ReportEntry[] {
    return this.entries.map(({ hookimpl, startedAt, ...outcome }) => {
      const { plugin, id, wrapper } = hookimpl;
      const facts = { plugin: plugin.id, version: plugin.version, id, wrapper, ...outcome };
      if (outcome.status !== 'running') return { ...facts, status: outcome.status };
      return {
        ...facts,
        status: 'skipped',
        reason: `${skipReason} while it ran`,
        durationMs: now - startedAt,
      };
    });
  }
}
