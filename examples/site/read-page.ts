import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'hookline/hookspecs/site';
import { decodeText } from './decode-text.ts';
import { toMessage } from './error-message.ts';
import { splitFrontMatter } from './front-matter.ts';
import { toPageFormat, toTitle } from './page-name.ts';

/** A page beyond this would take all memory; the largest of books have 10 MB. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A page, or why there is none. */
export interface ReadPage {
  readonly page: Page | undefined;
  readonly failure: string | undefined;
  readonly warnings: readonly string[];
}

/** Reads one page of the `source` folder, to be served at `url`. */
export async function readPage(file: string, source: string, url: string): Promise<ReadPage> {
  try {
    const { text, encoding } = decodeText(await readBytes(join(source, file)));
    const format = toPageFormat(file) ?? 'text';
    const split = format === 'markdown' ? splitFrontMatter(text) : undefined;
    const frontMatter = { ...split?.frontMatter };
    const title = givenTitle(frontMatter) ?? toTitle(file);
    const warnings = [
      ...(encoding === 'windows-1252' ? ['It is not UTF-8; it was read as windows-1252.'] : []),
      ...(split?.problem === undefined ? [] : [`The front matter is left out, it is not valid: ${split.problem}.`]),
    ];
    return {
      page: { url, file, title, format, frontMatter, source: split?.source ?? text },
      failure: undefined,
      warnings,
    };
  } catch (error) {
    return { page: undefined, failure: `The page cannot be read: ${toMessage(error)}.`, warnings: [] };
  }
}

/** The title that the front matter gives, if it is one. */
export function givenTitle(frontMatter: Readonly<Record<string, unknown>>): string | undefined {
  const title = frontMatter['title'];
  return typeof title === 'string' && title.trim() !== '' ? title.trim() : undefined;
}

async function readBytes(path: string): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > MAX_BYTES) throw new Error(`it has ${size} bytes, more than ${MAX_BYTES}`);
  return readFile(path);
}
