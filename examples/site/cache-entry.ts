import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What is kept of a rendered page. */
export const CacheEntry = z.strictObject({
  title: z.string(),
  frontMatter: z.record(z.string(), z.unknown()),
  html: z.string(),
});
export type CacheEntry = z.output<typeof CacheEntry>;

/** The digest comes first, so that a file that was cut short or written over is noticed. */
export function serializeEntry(entry: CacheEntry): string {
  const json = JSON.stringify(entry);
  return `${toDigest(json)}\n${json}`;
}

/** `undefined` if the text is damaged. */
export function parseEntry(text: string): CacheEntry | undefined {
  const lineEnd = text.indexOf('\n');
  const json = text.slice(lineEnd + 1);
  if (lineEnd === -1 || text.slice(0, lineEnd) !== toDigest(json)) return undefined;
  return CacheEntry.safeParse(JSON.parse(json)).data;
}

export function toDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
