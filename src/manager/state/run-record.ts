import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../../discovery/write-file-atomically.ts';
import type { StatsRow } from '../../hooks/stats.ts';

const FILE = 'last-run.json';
/** How often the record of a running host is written, in milliseconds. */
const EVERY_MS = 2000;

const time = z.number().nullable();

const Row = z.object({
  hook: z.string(),
  plugin: z.string().optional(),
  calls: z.number(),
  errors: z.number(),
  timeouts: z.number(),
  mean: time,
  p50: time,
  p95: time,
  p99: time,
  max: time,
});

const RunRecord = z.object({
  version: z.literal(1),
  host: z.string(),
  pid: z.number(),
  /** ISO dates. */
  startedAt: z.string(),
  updatedAt: z.string(),
  /** Absent as long as the host runs, and if it was killed. */
  endedAt: z.string().optional(),
  /** As `hooks.stats()` gives them; `null` for a time that was never taken. */
  rows: z.array(Row),
});

/** What the plugins of a host have done in one run, for those who ask from outside. */
export type RunRecord = z.output<typeof RunRecord>;

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
      await writeFileAtomically(join(folder, FILE), `${JSON.stringify(record)}\n`, { durable: false });
    } catch {
      // Whoever needs the folder for more says what is wrong with it.
    }
  }
}

/** The last run that left a record in a state folder; `undefined` if there is none that can be read. */
export async function readRunRecord(folder: string): Promise<RunRecord | undefined> {
  try {
    return RunRecord.parse(JSON.parse(await readFile(join(folder, FILE), 'utf8')));
  } catch {
    return undefined;
  }
}
