import { onAbort } from '../../hooks/on-abort.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import { offloadFailed } from './context-errors.ts';

export interface OffloadRequest {
  /** Compared by identity: a plugin that is reloaded shares no thread with its older self. */
  readonly plugin: PluginIdentity;
  /** The folder of the plugin; absent for a plugin in code. */
  readonly folder: string | undefined;
  /** Relative to the folder. */
  readonly module: string;
  readonly args?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** The heap that the thread may use, in megabytes. */
  readonly memoryMb?: number | undefined;
}

/** One call of a module, from `ctx.offload` to its outcome. */
export class OffloadJob {
  readonly plugin: PluginIdentity;
  readonly module: string;
  readonly memoryMb: number | undefined;
  /** Cloned at once: the plugin may go on to change its own. */
  readonly args: unknown;
  /** The outcome. */
  readonly result: Promise<unknown>;
  /** The module, once it was found. */
  url: string | undefined;

  #isSettled = false;
  #resolve!: (value: unknown) => void;
  #reject!: (reason: unknown) => void;
  readonly #undo: (() => void) | undefined;

  /** Throws `OFFLOAD_FAILED` if the arguments cannot be cloned. `onAborted` is called after the job has failed. */
  constructor({ plugin, module, args, memoryMb, signal }: OffloadRequest, onAborted: () => void) {
    this.plugin = plugin;
    this.module = module;
    this.memoryMb = memoryMb;
    try {
      this.args = structuredClone(args);
    } catch (thrown) {
      throw offloadFailed(plugin, module, 'cannot be given its arguments', { cause: thrown });
    }
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (signal === undefined) return;
    this.#undo = onAbort(signal, () => {
      this.fail(signal.reason);
      onAborted();
    });
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  succeed(value: unknown): void {
    this.#settle();
    this.#resolve(value);
  }

  fail(reason: unknown): void {
    this.#settle();
    this.#reject(reason);
  }

  #settle(): void {
    this.#isSettled = true;
    this.#undo?.();
  }
}
