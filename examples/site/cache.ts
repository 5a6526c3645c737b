import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'hookline/hookspecs/site';
import { type CacheEntry, parseEntry, serializeEntry, toDigest } from './cache-entry.ts';
import { systemCode } from './error-message.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** Rendered pages of earlier builds: one file for each, named by what it was made from. */
export interface PageCache {
  /** The name under which the page is kept now; another one if anything that it is made from differs. */
  toKey(page: Page): string;
  /** `undefined` if the page is not there, or what is there is damaged. */
  load(key: string): Promise<CacheEntry | undefined>;
  save(key: string, entry: CacheEntry): Promise<void>;
  /** Deletes what this build neither loaded nor saved. */
  prune(): Promise<void>;
}

/** Raise it when the host renders a page differently from the same input. */
const FORMAT = '1';
const FORMAT_FILE = 'format.txt';
const ENTRY_FILE = /^[0-9a-f]{64}\.page$/;

/** `madeFrom` gives all that goes into a page beside itself: the configuration, the plugins and their versions. */
export function createPageCache(folder: string, madeFrom: () => unknown): PageCache {
  const used = new Set<string>();

  return {
    toKey: (page) => toDigest(JSON.stringify([madeFrom(), page])),
    load: async (key) => {
      const entry = await loadEntry(join(folder, `${key}.page`));
      if (entry !== undefined) used.add(key);
      return entry;
    },
    save: async (key, entry) => {
      used.add(key);
      await writeFileAtomically(join(folder, `${key}.page`), serializeEntry(entry));
    },
    prune: async () => {
      for (const file of await listEntries(folder)) {
        if (!used.has(file.slice(0, 64))) await rm(join(folder, file), { force: true });
      }
    },
  };
}

/** What stands in the way of using the cache in a folder, if anything does. */
export async function findCacheFault(folder: string): Promise<'damaged' | 'outdated' | undefined> {
  const entries = await listEntries(folder);
  const format = await readIfThere(join(folder, FORMAT_FILE));
  if (format === undefined) return entries.length > 0 ? 'damaged' : undefined;
  if (format.trim() === FORMAT) return undefined;
  return /^\d+\s*$/.test(format) ? 'outdated' : 'damaged';
}

/** Makes the folder of the cache ready for use. */
export async function prepareCacheFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, FORMAT_FILE), `${FORMAT}\n`);
}

/** Deletes the entries, and only those: the folder may have been chosen by mistake. Returns how many there were. */
export async function deleteEntries(folder: string): Promise<number> {
  const files = await listEntries(folder);
  for (const file of files) await rm(join(folder, file), { force: true });
  await rm(join(folder, FORMAT_FILE), { force: true });
  return files.length;
}

async function listEntries(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => ENTRY_FILE.test(name));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function loadEntry(file: string): Promise<CacheEntry | undefined> {
  try {
    return parseEntry(await readFile(file, 'utf8'));
  } catch {
    // Whatever is wrong with it, the page can be rendered again.
    return undefined;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
