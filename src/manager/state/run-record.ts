import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../../discovery/write-file-atomically.ts';
import type { StatsRow } from '../../hooks/stats.ts';

/** In the state folder. */
export const RUN_RECORD_FILE = 'last-run.json';
/** How often the record of a running host is written, in milliseconds. */
const EVERY_MS = 2000;

/** A time in milliseconds; `null` if none was taken. */
type Time = number | null;

/** What the plugins of a host have done in one run, for those who ask from outside. */
export interface RunRecord {
  readonly version: 1;
  readonly host: string;
  readonly pid: number;
  /** ISO dates. */
  readonly startedAt: string;
  readonly updatedAt: string;
  /** Absent as long as the host runs, and if it was killed. */
  readonly endedAt?: string | undefined;
  readonly rows: readonly RunRow[];
}

/** A row of `hooks.stats()`. */
interface RunRow {
  readonly hook: string;
  readonly plugin?: string | undefined;
  readonly calls: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly mean: Time;
  readonly p50: Time;
  readonly p95: Time;
  readonly p99: Time;
  readonly max: Time;
}

export interface RunRecorderOptions {
  /** The state folder. */
  readonly folder: string;
  readonly host: string;
  readonly rows: () => readonly StatsRow[];
}

/** Keeps the record of the running host in the state folder. Statistics are not worth failing for: what cannot be written is left out. */
export class RunRecorder {
  readonly #options: RunRecorderOptions;
  #startedAt = '';
  #timer: NodeJS.Timeout | undefined;
  #written = -1;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: RunRecorderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#startedAt = new Date().toISOString();
    this.#written = -1;
    this.#timer = setInterval(() => this.#writeSoon(), EVERY_MS).unref();
  }

  /** Writes the record for the last time. */
  async stop(): Promise<void> {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    await this.#write(new Date().toISOString());
  }

  #writeSoon(): void {
    const calls = this.#options.rows().reduce((sum, row) => sum + row.calls, 0);
    if (calls === this.#written) return;
    this.#written = calls;
    this.#writing = this.#writing.then(() => this.#write(undefined));
  }

  async #write(endedAt: string | undefined): Promise<void> {
    const { folder, host, rows } = this.#options;
    const record: Omit<RunRecord, 'rows'> & { readonly rows: readonly StatsRow[] } = {
      version: 1,
      host,
      pid: process.pid,
      startedAt: this.#startedAt,
      updatedAt: new Date().toISOString(),
      ...(endedAt === undefined ? {} : { endedAt }),
      rows: rows(),
    };
    try {
      await mkdir(folder, { recursive: true });
      await writeFileAtomically(join(folder, RUN_RECORD_FILE), `${JSON.stringify(record)}\n`, { durable: false });
    } catch {
      // Whoever needs the folder for more says what is wrong with it.
    }
  }
}
