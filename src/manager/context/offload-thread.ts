import { Worker } from 'node:worker_threads';
import { fromWire } from '../../errors/from-wire.ts';
import { readProperty } from '../../errors/read-property.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import { offloadFailed, offloadModuleInvalid } from './context-errors.ts';
import type { OffloadJob } from './offload-job.ts';

const PROGRAM = new URL('./offload-worker.mjs', import.meta.url);

/** What the pool wants to know of a thread, and what the host wants to know of what runs in it. */
export interface OffloadThreadEvents {
  readonly onIdle: (thread: OffloadThread) => void;
  readonly onExit: (thread: OffloadThread) => void;
  readonly onOutput: (plugin: PluginIdentity, text: string, stream: 'stdout' | 'stderr') => void;
  /** Something failed after its job had ended. */
  readonly onLateError: (plugin: PluginIdentity, thrown: unknown) => void;
}

/** A worker thread of one plugin. It does one job at a time, and keeps the process alive only while it has one. */
export class OffloadThread {
  readonly plugin: PluginIdentity;
  readonly #worker: Worker;
  readonly #events: OffloadThreadEvents;
  readonly #idleMs: number;
  #job: OffloadJob | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #uncaught: { readonly cause: unknown } | undefined;
  #isEnding = false;

  /** The thread gets neither the environment nor the streams of the host: both could hold secrets. */
  constructor({ plugin, memoryMb }: OffloadJob, idleMs: number, events: OffloadThreadEvents) {
    this.plugin = plugin;
    this.#events = events;
    this.#idleMs = idleMs;
    this.#worker = new Worker(PROGRAM, {
      name: plugin.id,
      env: {},
      stdout: true,
      stderr: true,
      ...(memoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
    });
    this.#listen();
  }

  get isIdle(): boolean {
    return this.#job === undefined && !this.#isEnding;
  }

  get isEnding(): boolean {
    return this.#isEnding;
  }

  isDoing(job: OffloadJob): boolean {
    return this.#job === job;
  }

  run(job: OffloadJob): void {
    clearTimeout(this.#idleTimer);
    this.#job = job;
    this.#worker.ref();
    this.#worker.postMessage({ url: job.url, args: job.args }, []);
  }

  /** Stops whatever runs. Resolves when the thread is gone. */
  async end(): Promise<void> {
    this.#isEnding = true;
    clearTimeout(this.#idleTimer);
    await this.#worker.terminate();
  }

  /** Ends the thread without waiting for it; `onExit` tells when it is gone. */
  retire(): void {
    this.end().catch(() => {
      // It does not reject; if it did, the thread would still be gone with the process.
    });
  }

  #listen(): void {
    const worker = this.#worker;
    worker.on('message', (answer: unknown) => this.#take(answer));
    worker.on('messageerror', (error) =>
      this.#settle((job) => job.fail(failed(job, 'gave what cannot be read', error))),
    );
    worker.on('error', (cause) => {
      this.#uncaught = { cause };
    });
    worker.on('exit', (exitCode) => this.#leave(exitCode));
  }

  #take(answer: unknown): void {
    if (typeof answer !== 'object' || answer === null) return;
    const error = (): Error => fromWire(readProperty(answer, 'error'));
    switch (readProperty(answer, 'outcome')) {
      case 'output': {
        const stream = readProperty(answer, 'stream') === 'stderr' ? 'stderr' : 'stdout';
        return this.#events.onOutput(this.plugin, String(readProperty(answer, 'text')), stream);
      }
      case 'value':
        return this.#settle((job) => job.succeed(readProperty(answer, 'value')));
      case 'thrown':
        return this.#settle((job) => job.fail(failed(job, 'failed', error())));
      case 'unclonable':
        return this.#settle((job) => job.fail(failed(job, 'gave what cannot be cloned', error())));
      case 'no-function':
        return this.#settle((job) =>
          job.fail(offloadModuleInvalid(job.plugin, job.module, 'its default export is not a function')),
        );
    }
  }

  #settle(settle: (job: OffloadJob) => void): void {
    const job = this.#job;
    // A module that finds the port could answer on its own.
    if (job === undefined || this.#isEnding) return;
    this.#job = undefined;
    this.#worker.unref();
    this.#idleTimer = setTimeout(() => this.retire(), this.#idleMs).unref();
    settle(job);
    this.#events.onIdle(this);
  }

  #leave(exitCode: number): void {
    clearTimeout(this.#idleTimer);
    const job = this.#job;
    this.#job = undefined;
    this.#isEnding = true;
    if (job?.isSettled === false) job.fail(died(job, exitCode, this.#uncaught));
    else if (this.#uncaught !== undefined) this.#events.onLateError(this.plugin, this.#uncaught.cause);
    this.#events.onExit(this);
  }
}

function failed({ plugin, module }: OffloadJob, problem: string, cause: unknown): Error {
  return offloadFailed(plugin, module, problem, { cause });
}

function died(
  { plugin, module }: OffloadJob,
  exitCode: number,
  uncaught: { readonly cause: unknown } | undefined,
): Error {
  return uncaught === undefined
    ? offloadFailed(plugin, module, `ended its thread with the exit code ${exitCode} before it answered`, { exitCode })
    : offloadFailed(plugin, module, 'broke its thread', { exitCode, ...uncaught });
}
