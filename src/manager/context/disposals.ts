import type { HooklineError } from '../../errors/hookline-error.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import { withinLimit } from '../../runners/within-limit.ts';
import { toDisposal } from '../../plugin/to-disposal.ts';
import { contextMisused, disposalFailed, disposalTimeout } from './context-errors.ts';

export interface DisposeOptions {
  /** How long each disposal may take. */
  readonly timeoutMs: number;
}

export interface DisposalsParts extends DisposeOptions {
  readonly plugin: PluginIdentity;
  /** Told of disposals that came after everything had been disposed of, and failed. */
  readonly onLateError: (error: HooklineError) => void;
}

/** What a plugin wants disposed of when it stops. */
export class Disposals {
  readonly #parts: DisposalsParts;
  readonly #stack: (() => unknown)[] = [];
  #isDisposed = false;

  constructor(parts: DisposalsParts) {
    this.#parts = parts;
  }

  get count(): number {
    return this.#stack.length;
  }

  /** Throws `CONTEXT_MISUSED`. What comes after everything was disposed of is disposed of at once. */
  add(disposal: unknown): void {
    const { plugin } = this.#parts;
    const run = toDisposal(disposal, (problem) => contextMisused(plugin, 'ctx.onDispose', problem));
    this.#stack.push(run);
    if (this.#isDisposed) this.#disposeLate();
  }

  /**
   * Runs the disposals, the last one first, one after another; also those that are added meanwhile. Neither an error nor one
   * that never settles keeps the others from their turn. Gives the errors and never rejects.
   */
  async dispose({ timeoutMs }: DisposeOptions = this.#parts): Promise<readonly HooklineError[]> {
    const errors: HooklineError[] = [];
    for (let run = this.#stack.pop(); run !== undefined; run = this.#stack.pop()) {
      // One after another: a disposal may need what was opened before its own.
      const error = await this.#run(run, timeoutMs);
      if (error !== undefined) errors.push(error);
    }
    this.#isDisposed = true;
    return errors;
  }

  async #run(run: () => unknown, timeoutMs: number): Promise<HooklineError | undefined> {
    const { plugin } = this.#parts;
    const ended = await withinLimit(run, timeoutMs);
    if (ended.status === 'late') return disposalTimeout(plugin, timeoutMs);
    return ended.status === 'failed' ? disposalFailed(plugin, ended.thrown) : undefined;
  }

  #disposeLate(): void {
    this.dispose().then(
      (errors) => errors.forEach((error) => this.#parts.onLateError(error)),
      () => {
        // dispose() never rejects.
      },
    );
  }
}
