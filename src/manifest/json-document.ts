import { inspectValue } from './inspect-value.ts';
import { readJsonPlaces } from './json-places.ts';
import type { ManifestDocument, TextFlaw } from './manifest-document.ts';
import type { Path } from './manifest-path.ts';
import { pathOf } from './place-node.ts';

/** String tokens of a JSON text; keys are those with a colon behind them. */
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"\s*(?<colon>:)?/gs;

/** Reads the text of a plugin.json. */
export function readJsonDocument(text: string): ManifestDocument {
  const { value, flaws } = readJson(text);
  const readPlaces = (): ReturnType<ManifestDocument['readPlaces']> => readJsonPlaces(text).root;
  return { value, absent: false, flaws, toDocumentPath: (path: Path) => path, readPlaces };
}

export interface ReadJson {
  readonly value: unknown;
  readonly flaws: readonly TextFlaw[];
}

/** The value of a JSON text, and what JSON.parse does not say: keys that stand twice, and words for errors that never change. */
export function readJson(text: string): ReadJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { value: undefined, flaws: [syntaxFlaw(text)] };
  }
  // Both counts are cheap; the places are not, and are read only where the counts differ.
  return { value, flaws: countKeys(text) === inspectValue(value).keys ? [] : findDuplicates(text) };
}

function countKeys(text: string): number {
  let keys = 0;
  for (const { groups } of text.matchAll(STRING)) if (groups!['colon'] !== undefined) keys += 1;
  return keys;
}

function syntaxFlaw(text: string): TextFlaw {
  const { offset, problem } = readJsonPlaces(text).error ?? { offset: 0, problem: 'it cannot be parsed' };
  return { code: 'MANIFEST_SYNTAX', message: `The manifest is not valid JSON: ${problem}.`, path: [], offset };
}

function findDuplicates(text: string): readonly TextFlaw[] {
  return readJsonPlaces(text).duplicates.map((node) => {
    const message = `The key ${JSON.stringify(node.step)} stands twice in one object.`;
    return { code: 'MANIFEST_KEY_DUPLICATE', message, path: pathOf(node), inKey: true, offset: node.keyOffset };
  });
}
