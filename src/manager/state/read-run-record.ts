import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { RUN_RECORD_FILE, type RunRecord } from './run-record.ts';

const time = z.number().nullable();

const Record = z.object({
  version: z.literal(1),
  host: z.string(),
  pid: z.int().positive(),
  startedAt: z.string(),
  updatedAt: z.string(),
  endedAt: z.string().optional(),
  rows: z.array(
    z.object({
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
    }),
  ),
}) satisfies z.ZodType<RunRecord>;

/** The last run that left a record in a state folder; `undefined` if there is none that can be read. */
export async function readRunRecord(folder: string): Promise<RunRecord | undefined> {
  try {
    return Record.parse(JSON.parse(await readFile(join(folder, RUN_RECORD_FILE), 'utf8')));
  } catch {
    return undefined;
  }
}
