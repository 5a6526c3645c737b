import type { ManifestDocument, TextFlaw } from './manifest-document.ts';
import { readYaml } from './read-yaml.ts';

/** The lines of a head stand between two lines of three hyphens. */
const OPENING = /^---[ \t]*(?:\r\n|[\r\n])/;
const CLOSING = /^---[ \t]*$/m;

/** Reads the YAML head of a PLUGIN.md or SKILL.md. */
export function readMarkdownDocument(text: string): ManifestDocument {
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return headless(NO_HEAD);
  const rest = text.slice(opening.length);
  const closing = CLOSING.exec(rest);
  if (closing === null) return headless(OPEN_HEAD);
  const { value, flaws, root } = readYaml(rest.slice(0, closing.index), opening.length);
  return { value, absent: false, flaws, toDocumentPath: (path) => path, readPlaces: () => root };
}

const NO_HEAD = {
  message: 'The document has no head: its first line is not "---".',
  hint: 'Put the manifest at the very top, as YAML between two lines of "---".',
};
const OPEN_HEAD = {
  message: 'The head of the document does not end: there is no second line of "---".',
  hint: 'Put a line of "---" behind the manifest.',
};

function headless(words: { readonly message: string; readonly hint: string }): ManifestDocument {
  const flaw: TextFlaw = { code: 'MANIFEST_SYNTAX', ...words, path: [], offset: 0 };
  return {
    value: undefined,
    absent: false,
    flaws: [flaw],
    toDocumentPath: (path) => path,
    readPlaces: () => undefined,
  };
}
