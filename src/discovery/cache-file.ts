import { createHash } from 'node:crypto';
import type { ParsedManifest } from '../manifest/parse-manifest.ts';

/** Grows whenever the same manifest would be parsed to something else, or the entries change their form. */
export const CACHE_VERSION = 3;

/** Every version begins so, whatever comes behind. */
const VERSION = /^\{"version":(\d+),/;
/** What stands before the entries in this version; behind them is only the last brace. */
const HEAD = /^\{"version":\d+,"sha256":"([0-9a-f]{64})","entries":/;

/** What a cache knows of one file. */
export interface CacheEntry {
  /** Size and times of the file, from before it was read. */
  readonly stamp: string;
  /** The digest of its text, if the file was so young that the same stamp may hide a later change. */
  readonly sha256?: string;
  readonly parsed: ParsedManifest;
}

/** The text of a cache file. The digest shows damage, and edits by hand: what has passed it needs no check of its own. */
export function toCacheText(entries: ReadonlyMap<string, CacheEntry>): string {
  const text = JSON.stringify([...entries]);
  return `{"version":${CACHE_VERSION},"sha256":"${digest(text)}","entries":${text}}\n`;
}

/** The entries of a cache file; `undefined` for one of another version. Throws for a damaged one. */
export function fromCacheText(text: string): Map<string, CacheEntry> | undefined {
  const version = VERSION.exec(text)?.[1];
  if (version !== undefined && Number(version) !== CACHE_VERSION) return undefined;
  const head = HEAD.exec(text);
  if (head === null) throw new Error('it does not begin as a cache does');
  const entries = text.slice(head[0].length, text.lastIndexOf('}'));
  if (digest(entries) !== head[1]) throw new Error('its content does not fit its digest');
  return new Map(JSON.parse(entries) as [string, CacheEntry][]);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
