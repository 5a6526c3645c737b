import { parseText, type ParsedManifest } from './parse-text.ts';
import { readDocument, type ManifestFormat } from './read-document.ts';

export type { ParsedManifest } from './parse-text.ts';
export type { ManifestFormat } from './read-document.ts';

export interface ParseOptions {
  /** The file that the text comes from, absolute. */
  readonly file: string;
  readonly format: ManifestFormat;
}

/** Reads and checks a manifest, as far as that needs neither its host nor its files. Never throws. */
export function parseManifest(text: string, { file, format }: ParseOptions): ParsedManifest {
  return parseText(text, { file, read: (plain) => readDocument(plain, format) });
}
