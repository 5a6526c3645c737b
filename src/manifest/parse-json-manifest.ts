import { readJsonDocument } from './json-document.ts';
import { readPackageDocument } from './package-document.ts';
import { parseText, type ParsedManifest } from './parse-text.ts';
import type { ManifestFormat } from './read-document.ts';

export interface ParseJsonOptions {
  /** The file that the text comes from, absolute. */
  readonly file: string;
  readonly format: Exclude<ManifestFormat, 'markdown'>;
}

/** What `parseManifest` gives, without the parser of YAML: it takes long to load, and few manifests need it. */
export function parseJsonManifest(text: string, { file, format }: ParseJsonOptions): ParsedManifest {
  return parseText(text, { file, read: format === 'json' ? readJsonDocument : readPackageDocument });
}
