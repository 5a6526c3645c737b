import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import { findPluginImport } from '../lifecycle/find-plugin-import.ts';
import { offloadFailed, stoppedWhile } from './context-errors.ts';
import { assertModulePath, locateOffloadModule } from './locate-offload-module.ts';
import { OffloadJob, type OffloadRequest } from './offload-job.ts';
import { OffloadThread, type OffloadThreadEvents } from './offload-thread.ts';

export interface OffloadPoolOptions {
  /** How many threads there are at most. Default: one less than the machine has, at least 1 and at most 4. */
  readonly size?: number;
  /** How long a thread without work is kept, in milliseconds. Default 10,000. */
  readonly idleMs?: number;
  /** Takes what modules print: it never gets to the streams of the host. */
  readonly onOutput?: OffloadThreadEvents['onOutput'];
  readonly onLateError?: OffloadThreadEvents['onLateError'];
}

/** Worker threads for the plugins of a manager, started on demand. A thread serves one plugin and never another. */
export class OffloadPool {
  readonly #size: number;
  readonly #idleMs: number;
  readonly #events: OffloadThreadEvents;
  readonly #threads = new Set<OffloadThread>();
  /** All jobs that have not settled. */
  readonly #jobs = new Set<OffloadJob>();
  /** Those that have not begun. */
  #queue: OffloadJob[] = [];
  /** The modules that import no file of another plugin: imports are not looked at in threads. */
  readonly #harmless = new WeakMap<PluginIdentity, Set<string>>();

  constructor(options: OffloadPoolOptions = {}) {
    this.#size = options.size ?? Math.min(4, Math.max(1, availableParallelism() - 1));
    this.#idleMs = options.idleMs ?? 10_000;
    this.#events = {
      onIdle: () => this.#advance(),
      onExit: (thread) => {
        this.#threads.delete(thread);
        this.#advance();
      },
      onOutput: options.onOutput ?? (() => {}),
      onLateError: options.onLateError ?? (() => {}),
    };
  }

  /** Rejects with `OFFLOAD_MODULE_INVALID`, `ENTRY_IMPORTS_PLUGIN`, `OFFLOAD_FAILED`, `CONTEXT_CLOSED` or the reason of the signal. */
  async run(request: OffloadRequest): Promise<unknown> {
    if (request.signal?.aborted === true) return Promise.reject(request.signal.reason);
    assertModulePath(request);
    const job = new OffloadJob(request, () => this.#drop(job));
    this.#jobs.add(job);
    // Before its module is found, which may take one longer than another.
    this.#queue.push(job);
    try {
      const [result] = await Promise.all([job.result, this.#prepare(job, request)]);
      return result;
    } finally {
      this.#jobs.delete(job);
    }
  }

  /** Ends the jobs and the threads of a plugin that stops. */
  async stop(plugin: PluginIdentity): Promise<void> {
    await this.#end((one) => one === plugin);
  }

  /** Ends every job and every thread. Resolves when the last thread is gone. */
  async close(): Promise<void> {
    await this.#end(() => true);
  }

  async #end(isMeant: (plugin: PluginIdentity) => boolean): Promise<void> {
    for (const job of this.#jobs) {
      if (isMeant(job.plugin)) job.fail(stoppedWhile(job.plugin, `it waited for the module "${job.module}"`));
    }
    const ended = [...this.#threads].filter((thread) => isMeant(thread.plugin)).map((thread) => thread.end());
    this.#advance();
    await Promise.all(ended);
  }

  async #prepare(job: OffloadJob, request: OffloadRequest): Promise<void> {
    try {
      const url = await locateOffloadModule(request);
      await this.#assertHarmless(request.plugin, url);
      job.url = url;
    } catch (thrown) {
      job.fail(thrown);
    }
    this.#advance();
  }

  async #assertHarmless(plugin: PluginIdentity, url: string): Promise<void> {
    const harmless = this.#harmless.get(plugin) ?? new Set();
    if (harmless.has(url)) return;
    const foreign = await findPluginImport(fileURLToPath(url));
    if (foreign !== undefined) throw foreign;
    this.#harmless.set(plugin, harmless.add(url));
  }

  /** Starts what can be started, first come, first served. */
  #advance(): void {
    this.#queue = this.#queue.filter((job) => !job.isSettled);
    for (let job = this.#queue[0]; job?.url !== undefined; job = this.#queue[0]) {
      try {
        const thread = this.#threadFor(job);
        if (thread === undefined) return;
        thread.run(job);
      } catch (cause) {
        job.fail(offloadFailed(job.plugin, job.module, 'gets no thread', { cause }));
      }
      this.#queue.shift();
    }
  }

  /** Without one, the next thread that becomes idle or ends comes back to the question. */
  #threadFor(job: OffloadJob): OffloadThread | undefined {
    const threads = [...this.#threads];
    const own = threads.find((thread) => thread.isIdle && thread.plugin === job.plugin);
    if (own !== undefined) return own;
    if (threads.length < this.#size) return this.#start(job);
    const idle = threads.find((thread) => thread.isIdle);
    // One that ends makes room enough.
    if (idle !== undefined && !threads.some((thread) => thread.isEnding)) idle.retire();
    return undefined;
  }

  #start(job: OffloadJob): OffloadThread {
    const thread = new OffloadThread(job, this.#idleMs, this.#events);
    this.#threads.add(thread);
    return thread;
  }

  /** After a job was aborted. */
  #drop(job: OffloadJob): void {
    for (const thread of this.#threads) if (thread.isDoing(job)) thread.retire();
    this.#advance();
  }
}
