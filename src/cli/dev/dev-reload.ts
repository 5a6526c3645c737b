import type { JsonReport } from '../../errors/report.ts';
import type { PluginState } from '../../manager/lifecycle/plugin-state.ts';
import type { RunnerName } from '../../runners/runner.ts';

export interface DevError {
  readonly message: string;
  /** Absolute. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** That line. */
  readonly excerpt?: string;
}

/** What came of the start, or of one change. Plain JSON. */
export interface DevReload {
  /** ISO date. */
  readonly at: string;
  /** The files that changed; empty for the start. */
  readonly changed: readonly string[];
  readonly status: 'ok' | 'failed';
  readonly state: PluginState | undefined;
  readonly runner: RunnerName | undefined;
  /** From the first sign of the change to the new code being in place. */
  readonly durationMs: number;
  readonly errors: readonly DevError[];
  /** How much validation found; absent if the change came to nothing that could be validated. */
  readonly findings?: { readonly errors: number; readonly warnings: number };
  readonly call?: DevCall;
}

/** The call of a hook after a change. */
export interface DevCall {
  readonly value?: unknown;
  readonly report?: JsonReport;
  /** Why it failed. */
  readonly error?: string;
}
