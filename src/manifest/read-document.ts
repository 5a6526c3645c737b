import { readJsonDocument } from './json-document.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { readMarkdownDocument } from './markdown-document.ts';
import { readPackageDocument } from './package-document.ts';

/** How a manifest is written: as a plugin.json, in a package.json, or as the head of a PLUGIN.md or SKILL.md. */
export type ManifestFormat = 'json' | 'package-json' | 'markdown';

const READERS: Readonly<Record<ManifestFormat, (text: string) => ManifestDocument>> = {
  json: readJsonDocument,
  'package-json': readPackageDocument,
  markdown: readMarkdownDocument,
};

/** Reads a text without a byte order mark. */
export function readDocument(text: string, format: ManifestFormat): ManifestDocument {
  return READERS[format](text);
}
