import type { PlaceNode } from './place-node.ts';

/** Where everything in a JSON text stands, and the first place that is not JSON. */
export interface JsonPlaces {
  readonly root: PlaceNode | undefined;
  /** Members whose key stood in the same object before. */
  readonly duplicates: readonly PlaceNode[];
  readonly error: JsonError | undefined;
}

interface JsonError {
  readonly offset: number;
  /** The end of a sentence: `"," or "}" is expected after the value, not "x"`. */
  readonly problem: string;
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or }' | ', or ]' | 'end';

const STRING = '"[^"\\\\\\u0000-\\u001F]*(?:\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\\\\u0000-\\u001F]*)*"';
const NUMBER = '-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\w.+-])';
const WORD = '(?:true|false|null)(?!\\w)';
const TOKEN = new RegExp(`[{}[\\],:]|${STRING}|${NUMBER}|${WORD}`, 'y');
const SPACE = /[ \t\r\n]*/y;

interface Container {
  readonly node: PlaceNode;
  readonly isArray: boolean;
}

/**
 * Reads a JSON text for places and for words about what is wrong with it, the same on every version of Node. Without
 * recursion, so that no nesting is too deep for it.
 */
export function readJsonPlaces(text: string): JsonPlaces {
  return new PlaceReader(text).read();
}

class PlaceReader {
  readonly #text: string;
  readonly #open: Container[] = [];
  readonly #duplicates: PlaceNode[] = [];
  #root: PlaceNode | undefined;
  #expected: Expected = 'value';
  #key: { readonly name: string; readonly offset: number } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonPlaces {
    let offset = this.#skipSpace(0);
    while (offset < this.#text.length) {
      const token = this.#tokenAt(offset);
      if (token === undefined || !this.#accept(token, offset)) return this.#result(offset);
      offset = this.#skipSpace(offset + token.length);
    }
    return this.#expected === 'end' ? this.#result() : this.#result(offset);
  }

  #result(errorOffset?: number): JsonPlaces {
    const error =
      errorOffset === undefined
        ? undefined
        : { offset: errorOffset, problem: describeError(this.#text, errorOffset, this.#expected) };
    return { root: this.#root, duplicates: this.#duplicates, error };
  }

  #skipSpace(offset: number): number {
    SPACE.lastIndex = offset;
    SPACE.exec(this.#text);
    return SPACE.lastIndex;
  }

  #tokenAt(offset: number): string | undefined {
    TOKEN.lastIndex = offset;
    return TOKEN.exec(this.#text)?.[0];
  }

  /** Whether the token is one that may stand here. */
  #accept(token: string, offset: number): boolean {
    switch (this.#expected) {
      case 'value':
      case 'value or ]':
        if (token === ']' && this.#expected === 'value or ]') return this.#close();
        return this.#acceptValue(token, offset);
      case 'key':
      case 'key or }':
        if (token === '}' && this.#expected === 'key or }') return this.#close();
        return this.#acceptKey(token, offset);
      case ':':
        this.#expected = token === ':' ? 'value' : ':';
        return token === ':';
      case ', or }':
      case ', or ]':
        return this.#acceptSeparator(token);
      case 'end':
        return false;
    }
  }

  #acceptValue(token: string, offset: number): boolean {
    if ('}],:'.includes(token)) return false;
    const node = this.#addNode(offset);
    if (token !== '{' && token !== '[') return this.#afterValue();
    this.#open.push({ node, isArray: token === '[' });
    this.#expected = token === '[' ? 'value or ]' : 'key or }';
    return true;
  }

  #addNode(offset: number): PlaceNode {
    const owner = this.#open.at(-1);
    const step = owner?.isArray === true ? owner.node.parts.size : this.#key?.name;
    const keyOffset = owner?.isArray === false ? this.#key!.offset : offset;
    const node = { parent: owner?.node, step, keyOffset, offset, parts: new Map<string | number, PlaceNode>() };
    this.#root ??= node;
    if (owner === undefined || step === undefined) return node;
    if (owner.node.parts.has(step)) this.#duplicates.push(node);
    owner.node.parts.set(step, node);
    return node;
  }

  #acceptKey(token: string, offset: number): boolean {
    if (!token.startsWith('"')) return false;
    this.#key = { name: JSON.parse(token) as string, offset };
    this.#expected = ':';
    return true;
  }

  #acceptSeparator(token: string): boolean {
    const isArray = this.#expected === ', or ]';
    if (token === (isArray ? ']' : '}')) return this.#close();
    if (token !== ',') return false;
    this.#expected = isArray ? 'value' : 'key';
    return true;
  }

  #close(): boolean {
    this.#open.pop();
    return this.#afterValue();
  }

  #afterValue(): boolean {
    const owner = this.#open.at(-1);
    if (owner === undefined) this.#expected = 'end';
    else this.#expected = owner.isArray ? ', or ]' : ', or }';
    return true;
  }
}

const EXPECTATIONS: Readonly<Record<Expected, string>> = {
  value: 'a value is expected',
  'value or ]': 'a value or "]" is expected',
  key: 'a key in double quotes is expected',
  'key or }': 'a key in double quotes or "}" is expected',
  ':': '":" is expected after the key',
  ', or }': '"," or "}" is expected after the value',
  ', or ]': '"," or "]" is expected after the value',
  end: 'nothing is expected after the end',
};

function describeError(text: string, offset: number, expected: Expected): string {
  if (offset >= text.length) return `${EXPECTATIONS[expected]}, but the text ends`;
  const rest = text.slice(offset, offset + 40);
  const habit = describeHabit(rest, expected);
  if (habit !== undefined) return habit;
  const [found] = /^(?:[\w$.+-]+|"[^"\n]*"?|[^])/u.exec(rest)!;
  return `${EXPECTATIONS[expected]}, not ${found.startsWith('"') ? found : JSON.stringify(found)}`;
}

/** What people write in JSON because JavaScript allows it. */
function describeHabit(rest: string, expected: Expected): string | undefined {
  if (/^\/[/*]/.test(rest)) return 'JSON has no comments';
  if (rest.startsWith("'")) return 'JSON has only double quotes';
  if ((expected === 'key' && rest.startsWith('}')) || (expected === 'value' && rest.startsWith(']'))) {
    return 'JSON has no comma behind the last value';
  }
  if (rest.startsWith('"') && (expected.startsWith('key') || expected.startsWith('value'))) {
    return 'the string is not closed, or has a character in it that has to be escaped';
  }
  if (expected.startsWith('key') && /^[\w$]/.test(rest)) return 'a key stands in double quotes';
  return undefined;
}
