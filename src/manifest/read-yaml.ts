import {
  isAlias,
  isMap,
  isScalar,
  parseDocument,
  type Document,
  type ParsedNode,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { describeThrown } from '../errors/describe-value.ts';
import { MAX_MANIFEST_DEPTH, MAX_PROBLEMS } from './limits.ts';
import type { TextFlaw } from './manifest-document.ts';
import { pathOf, type PlaceNode } from './place-node.ts';

/** What begins a part inside a part on one line: `- - ? - x`. */
const NESTED_STARTS = /^(?:[ \t]*(?:[-?:]|[&!][^\s]*)(?=[ \t]))*/gm;

export interface ReadYaml {
  readonly value: unknown;
  readonly flaws: readonly TextFlaw[];
  readonly root: PlaceNode | undefined;
}

/** The value of a YAML text: plain data only, as JSON could hold it. Offsets count from `start` on. */
export function readYaml(text: string, start: number): ReadYaml {
  const danger = findDanger(text);
  if (danger !== undefined) return unreadable([{ ...danger, offset: start + danger.offset }]);
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  } catch (thrown) {
    return unreadable([{ ...syntax(describeThrown(thrown)), offset: start }]);
  }
  const errors = findErrors(document);
  if (errors.length > 0) {
    return unreadable(
      errors.map(({ code, message, pos }) => ({
        ...syntax(WORDS[code] ?? lowerFirst(message)),
        offset: start + pos[0],
      })),
    );
  }
  return new YamlReader(start).read(document.contents);
}

/** Errors of the parser that it words for its own developers. */
const WORDS: Readonly<Record<string, string>> = { RESOURCE_EXHAUSTION: 'it is nested too deeply' };

/** One for each place: what else is said of it follows from the first. */
function findErrors({ errors, warnings }: Document.Parsed): readonly YAMLError[] {
  const exhausted = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (exhausted !== undefined) return [exhausted];
  const byPlace = new Map([...warnings, ...errors].toReversed().map((error) => [error.pos[0], error]));
  return [...byPlace.values()].toReversed().slice(0, MAX_PROBLEMS);
}

function unreadable(flaws: readonly TextFlaw[]): ReadYaml {
  return { value: undefined, flaws, root: undefined };
}

/** The compiler of YAML takes memory for each level that a line begins, and ends the process when there is none. */
function findDanger(text: string): (TextFlaw & { readonly offset: number }) | undefined {
  for (const { 0: starts, index } of text.matchAll(NESTED_STARTS)) {
    if (starts.length > 2 * MAX_MANIFEST_DEPTH && starts.trim().split(/[ \t]+/).length > MAX_MANIFEST_DEPTH) {
      return { ...syntax(`this line is nested deeper than ${MAX_MANIFEST_DEPTH} levels`), offset: index };
    }
  }
  return undefined;
}

function syntax(problem: string): TextFlaw {
  const message = `The head of the document is not valid YAML: ${problem.replace(/\.$/, '')}.`;
  return { code: 'MANIFEST_SYNTAX', message, path: [] };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Makes data and places of the nodes of a document in one go. */
class YamlReader {
  readonly #start: number;
  readonly #flaws: TextFlaw[] = [];

  constructor(start: number) {
    this.#start = start;
  }

  read(contents: ParsedNode | null): ReadYaml {
    const root = this.#place(undefined, undefined, contents);
    const value = this.#toValue(contents, root, 0);
    return { value, flaws: this.#flaws, root };
  }

  #place(parent: PlaceNode | undefined, step: PlaceNode['step'], node: ParsedNode | null, key?: ParsedNode): PlaceNode {
    const offset = this.#offsetOf(node) ?? this.#offsetOf(key) ?? parent?.offset ?? this.#start;
    return { parent, step, keyOffset: this.#offsetOf(key) ?? offset, offset, parts: new Map() };
  }

  #offsetOf(node: ParsedNode | null | undefined): number | undefined {
    return node === null || node === undefined ? undefined : this.#start + node.range[0];
  }

  #toValue(node: ParsedNode | null, place: PlaceNode, depth: number): unknown {
    if (node === null) return null;
    if (isAlias(node)) {
      return this.#refuse(place, 'Aliases such as "*name" are not allowed in a manifest.', 'Write the value itself.');
    }
    // Without a tag, scalars are strings, numbers, booleans and null.
    if (node.tag !== undefined) {
      return this.#refuse(
        place,
        'Tags such as "!name" are not allowed in a manifest.',
        'Write the value without its tag.',
      );
    }
    if (isScalar(node)) return node.value;
    // Deep enough for the check of the value to find it too deep.
    if (depth > MAX_MANIFEST_DEPTH) return [];
    if (isMap(node)) return this.#toObject(node, place, depth);
    return node.items.map((item, index) => this.#toPart(place, index, item, depth));
  }

  #toPart(parent: PlaceNode, step: string | number, node: ParsedNode | null, depth: number, key?: ParsedNode): unknown {
    const place = this.#place(parent, step, node, key);
    parent.parts.set(step, place);
    return this.#toValue(node, place, depth + 1);
  }

  #toObject(map: YAMLMap<ParsedNode, ParsedNode | null>, place: PlaceNode, depth: number): unknown {
    const object: Record<string, unknown> = {};
    for (const { key, value } of map.items) {
      if (!isScalar(key)) {
        this.#refuse(this.#place(place, undefined, key), 'A key has to be a plain text.', 'Write the key as a word.');
        continue;
      }
      const name = String(key.value);
      if (place.parts.has(name)) this.#addDuplicate(place, name, key);
      const plain = this.#toPart(place, name, value, depth, key);
      // An assignment would change the prototype.
      Object.defineProperty(object, name, { value: plain, writable: true, enumerable: true, configurable: true });
    }
    return object;
  }

  #addDuplicate(parent: PlaceNode, name: string, key: ParsedNode): void {
    const node = this.#place(parent, name, key, key);
    const message = `The key ${JSON.stringify(name)} stands twice in one object.`;
    this.#add({ code: 'MANIFEST_KEY_DUPLICATE', message, path: pathOf(node), inKey: true, offset: node.keyOffset });
  }

  #refuse(place: PlaceNode, message: string, hint: string): null {
    this.#add({ code: 'MANIFEST_SYNTAX', message, hint, path: pathOf(place), offset: place.offset });
    return null;
  }

  #add(flaw: TextFlaw): void {
    if (this.#flaws.length < MAX_PROBLEMS) this.#flaws.push(flaw);
  }
}
