import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HooklineError } from '../errors/hookline-error.ts';
import type { ParsedManifest } from '../manifest/parse-manifest.ts';
import type { Problem } from '../manifest/problem.ts';
import { type CacheEntry, fromCacheText, toCacheText } from './cache-file.ts';
import { describeSystemError, systemCode } from './system-error.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** Two changes within this time may leave the same time stamp on a file; FAT counts in steps of two seconds. */
const YOUNG_MS = 2000;

/** Manifests that were parsed before, for as long as their file has not changed. */
export interface ManifestCache {
  /** What `parse` gave for the file when it was last read, or gives now. Rejects where `read` does. */
  lookUp(file: string, stats: Stats, steps: ReadSteps): Promise<ParsedManifest>;
  /** How many of the manifests that were looked up had to be parsed, and how many were known; files without one do not count. */
  readonly counts: { readonly parsed: number; readonly cached: number };
  /** Reads the file of the cache. Gives a warning if it is damaged: then the cache is made anew. */
  load(): Promise<Problem | undefined>;
  /** Writes the file of the cache if something has changed; what nobody has looked up is dropped. @throws STATE_UNWRITABLE */
  save(): Promise<void>;
}

/** How to come by a manifest that is not known. */
interface ReadSteps {
  readonly read: () => Promise<string>;
  readonly parse: (text: string) => ParsedManifest | Promise<ParsedManifest>;
}

export interface ManifestCacheOptions {
  /** Where to keep it, an absolute path; without one it lasts as long as the process. */
  readonly file?: string | undefined;
  /** The time in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

export function createManifestCache({ file, now = Date.now }: ManifestCacheOptions = {}): ManifestCache {
  return new FileBackedCache(file, now);
}

class FileBackedCache implements ManifestCache {
  readonly counts = { parsed: 0, cached: 0 };
  readonly #file: string | undefined;
  readonly #now: () => number;
  #known = new Map<string, CacheEntry>();
  /** Those of this process: the others belong to files that are no longer there. */
  readonly #used = new Map<string, CacheEntry>();
  /** Whether the file holds something else for one of `#used`, or cannot be read. */
  #changed = false;
  constructor(file: string | undefined, now: () => number) {
    this.#file = file;
    this.#now = now;
  }

  async lookUp(file: string, stats: Stats, { read, parse }: ReadSteps): Promise<ParsedManifest> {
    const stamp = `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
    const known = this.#known.get(file);
    if (known?.stamp === stamp && known.sha256 === undefined) {
      this.#count('cached', known.parsed);
      this.#used.set(file, known);
      return known.parsed;
    }
    const text = await read();
    const sha256 = createHash('sha256').update(text).digest('hex');
    const same = known?.stamp === stamp && known.sha256 === sha256;
    const entry: CacheEntry = {
      stamp,
      ...(this.#isYoung(stats) && { sha256 }),
      parsed: same ? known.parsed : await parse(text),
    };
    this.#count(same ? 'cached' : 'parsed', entry.parsed);
    this.#changed ||= !same || entry.sha256 === undefined;
    this.#known.set(file, entry);
    this.#used.set(file, entry);
    return entry.parsed;
  }

  #count(kind: 'parsed' | 'cached', { absent }: ParsedManifest): void {
    if (absent !== true) this.counts[kind] += 1;
  }

  async load(): Promise<Problem | undefined> {
    if (this.#file === undefined) return undefined;
    try {
      const entries = fromCacheText(await readFile(this.#file, 'utf8'));
      this.#changed = entries === undefined;
      this.#known = entries ?? new Map<string, CacheEntry>();
      return undefined;
    } catch (thrown) {
      if (systemCode(thrown) === 'ENOENT') return undefined;
      this.#changed = true;
      return damaged(this.#file, thrown);
    }
  }

  async save(): Promise<void> {
    const dropsSome = this.#known.size !== this.#used.size;
    if (this.#file === undefined || (!this.#changed && !dropsSome)) return;
    this.#changed = false;
    this.#known = new Map(this.#used);
    try {
      // What is lost is made again.
      await mkdir(dirname(this.#file), { recursive: true });
      await writeFileAtomically(this.#file, toCacheText(this.#used), { durable: false });
    } catch (thrown) {
      this.#changed = true;
      throw unwritable(this.#file, thrown);
    }
  }

  /** A time in the future is young as well: it may be that of the next change. */
  #isYoung({ mtimeMs, ctimeMs }: Stats): boolean {
    return Math.max(mtimeMs, ctimeMs) > this.#now() - YOUNG_MS;
  }
}

function damaged(file: string, thrown: unknown): Problem {
  return {
    code: 'CACHE_DAMAGED',
    severity: 'warning',
    message: `The cache of manifests "${file}" cannot be used: ${describeSystemError(thrown)}.`,
    hint: 'Nothing has to be done: every manifest was read again, and the cache is made anew.',
    file,
  };
}

function unwritable(file: string, cause: unknown): HooklineError {
  const reason = describeSystemError(cause);
  return new HooklineError('STATE_UNWRITABLE', `The cache of manifests "${file}" cannot be written: ${reason}.`, {
    hint: 'Make the folder writable; until then every start reads all manifests again.',
    data: { file, reason },
    cause,
  });
}
