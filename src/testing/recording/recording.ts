import { readFile, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { toJsonSafe } from '../../errors/json-safe.ts';
import type { RecordedCall } from './recorded-call.ts';

const ErrorSchema = z.object({ code: z.string().optional(), message: z.string() });

const EntrySchema = z.object({
  plugin: z.string(),
  version: z.string(),
  id: z.string(),
  status: z.enum(['ok', 'error', 'timeout', 'skipped', 'filtered']),
  answered: z.boolean(),
  value: z.json().optional(),
  error: ErrorSchema.optional(),
  durationMs: z.number(),
});

const CallSchema = z.object({
  hook: z.string(),
  args: z.json().optional(),
  /** Whether JSON holds the arguments as they were: without that the call cannot be repeated. */
  playable: z.boolean(),
  value: z.json().optional(),
  error: ErrorSchema.optional(),
  durationMs: z.number(),
  entries: z.array(EntrySchema),
});

const RecordingSchema = z.object({
  format: z.literal('hookline-recording'),
  version: z.literal(1),
  calls: z.array(CallSchema),
});

/** One call of a recording. */
export type PlayableCall = z.output<typeof CallSchema>;

/** Calls of hooks as plain JSON. */
export interface Recording {
  readonly format: 'hookline-recording';
  readonly version: 1;
  readonly calls: readonly PlayableCall[];
}

export function createRecording(calls: readonly RecordedCall[]): Recording {
  return { format: 'hookline-recording', version: 1, calls: calls.map(toPlayable) };
}

export async function saveRecording(file: string | URL, recording: Recording): Promise<void> {
  await writeFile(file, `${JSON.stringify(recording, null, 2)}\n`);
}

/** Reads a recording that a recorder has saved. @throws TEST_FIXTURE_INVALID */
export async function loadRecording(file: string | URL): Promise<Recording> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (thrown) {
    throw fixtureInvalid(`"${String(file)}"`, describeThrown(thrown).replace(/\.$/, ''), thrown);
  }
  return parseRecording(content, `"${String(file)}"`);
}

/** @throws TEST_FIXTURE_INVALID */
export function parseRecording(content: unknown, name: string): Recording {
  const parsed = RecordingSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw fixtureInvalid(name, `${path.length === 0 ? '' : `at ${path.join('.')}: `}${message}`);
}

function fixtureInvalid(name: string, why: string, ...cause: unknown[]): HooklineError {
  return new HooklineError('TEST_FIXTURE_INVALID', `The recording ${name} cannot be used: ${why}.`, {
    data: { file: name.replaceAll('"', '') },
    ...(cause.length === 0 ? {} : { cause: cause[0] }),
  });
}

function toPlayable({ hook, args, value, error, durationMs, entries }: RecordedCall): PlayableCall {
  const stored = toStored(args);
  return {
    hook,
    playable: stored.isExact && typeof args === 'object',
    durationMs,
    ...withValue('args', stored.value),
    ...withValue('value', toStored(value).value),
    ...(error === undefined ? {} : { error }),
    entries: entries.map((entry) => {
      const { value: answer, ...facts } = entry;
      return { ...facts, ...withValue('value', toStored(answer).value) };
    }),
  };
}

type Json = z.output<ReturnType<typeof z.json>>;

/** A value as JSON holds it, and whether nothing of it is lost but keys without a value. */
export function toStored(value: unknown): { readonly value: Json | undefined; readonly isExact: boolean } {
  try {
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) return { value: undefined, isExact: value === undefined };
    const stored = JSON.parse(text) as Json;
    return { value: stored, isExact: isDeepStrictEqual(withoutGaps(value), stored) };
  } catch {
    return { value: toJsonSafe(value) as Json, isExact: false };
  }
}

function withoutGaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutGaps);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const kept = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutGaps(each)]));
}

function withValue<Key extends string>(key: Key, value: Json | undefined): { readonly [K in Key]?: Json } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Json };
}
