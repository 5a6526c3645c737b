import { arrayOf, objectOf, surround, type Layout } from './layout.ts';
import { follow, MARK, type Shape } from './schema-shape.ts';
import { toLiteral } from './to-literal.ts';

/** Deeper than this, a schema is one of anything: it may contain itself. */
const DEEPEST = 8;

const MARKED: Readonly<Record<string, string>> = {
  date: 'z.date()',
  bigint: 'z.bigint()',
  map: 'z.map(z.unknown(), z.unknown())',
  set: 'z.set(z.unknown())',
  undefined: 'z.undefined()',
  void: 'z.undefined()',
};

const PLAIN: Readonly<Record<string, string>> = {
  string: 'z.string()',
  number: 'z.number()',
  integer: 'z.int()',
  boolean: 'z.boolean()',
  null: 'z.null()',
};

const ANYTHING = 'z.unknown()';

/** The code of a zod schema with the same type. What it says beside the type, such as a length, is left out. */
export function toZodSource(root: Shape): Layout {
  return write(root, root, 0);
}

function write(shape: Shape, root: Shape, depth: number): Layout {
  const target = follow(shape, root);
  if (target === undefined || depth > DEEPEST) return ANYTHING;
  if (target !== shape) return write(target, root, depth + 1);
  const inner = (each: Shape): Layout => write(each, root, depth + 1);
  if (shape[MARK] !== undefined) return MARKED[shape[MARK]] ?? ANYTHING;
  if (shape.not !== undefined) return 'z.never()';
  if ('const' in shape) return surround('z.literal(', toLiteral(shape.const), ')');
  if (shape.enum !== undefined) return writeEnum(shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices !== undefined) return writeUnion(choices.map(inner));
  const { type } = shape;
  if (typeof type === 'object') return writeUnion(type.map((each) => inner({ ...shape, type: each })));
  if (type === 'array') return writeArray(shape, inner);
  if (type === 'object') return writeObject(shape, inner);
  return PLAIN[type ?? ''] ?? ANYTHING;
}

function writeEnum(values: readonly unknown[]): Layout {
  const isText = values.every((value) => typeof value === 'string');
  return surround(isText ? 'z.enum(' : 'z.literal(', arrayOf(values.map(toLiteral)), ')');
}

function writeUnion(choices: readonly Layout[]): Layout {
  return choices.length === 1 ? choices[0]! : surround('z.union(', arrayOf(choices), ')');
}

function writeArray({ items, prefixItems }: Shape, inner: (shape: Shape) => Layout): Layout {
  if (prefixItems !== undefined) return surround('z.tuple(', arrayOf(prefixItems.map(inner)), ')');
  return surround('z.array(', items === undefined || items === false ? ANYTHING : inner(items), ')');
}

function writeObject(shape: Shape, inner: (shape: Shape) => Layout): Layout {
  const { properties, required = [], additionalProperties } = shape;
  const others = typeof additionalProperties === 'object' ? inner(additionalProperties) : ANYTHING;
  if (properties === undefined) return surround('z.record(z.string(), ', others, ')');
  const entries = Object.entries(properties).map(([name, each]): readonly [string, Layout] => [
    name,
    required.includes(name) ? inner(each) : surround('', inner(each), '.optional()'),
  ]);
  return surround(additionalProperties === undefined ? 'z.object(' : 'z.looseObject(', objectOf(entries), ')');
}
