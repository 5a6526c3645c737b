import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../tooling/package-root.ts';

/** A Markdown file whose code and links are tested. */
export interface MarkdownDocument {
  /** Relative to the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

export const documents: readonly MarkdownDocument[] = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(packageRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path.replaceAll('\\', '/')}`)
    .toSorted(),
].map(readDocument);

/** Those whose links are tested, and whose code is that of files beside them or a part of one. */
export const furtherDocuments: readonly MarkdownDocument[] = [
  'CHANGELOG.md',
  ...['examples', 'plugins'].flatMap((folder) =>
    readdirSync(join(packageRoot, folder)).map((name) => `${folder}/${name}/README.md`),
  ),
].map(readDocument);

export function readDocument(path: string): MarkdownDocument {
  return { path, text: readFileSync(join(packageRoot, path), 'utf8') };
}
