import { z } from 'zod';
import { follow, MARK, toShape, type Shape } from './schema-shape.ts';
import { sampleText } from './sample-text.ts';

/** References are followed so far: a schema may contain itself. */
const DEEPEST = 6;

interface Place {
  readonly root: Shape;
  /** The name of the argument or property, for something that looks like it. */
  readonly name: string;
  readonly depth: number;
}

/** A value that a schema accepts, in a box; `undefined` if none can be made up. */
export function sampleValue(schema: z.core.$ZodType, name: string): { readonly value: unknown } | undefined {
  const root = toShape(schema);
  try {
    const value = sample(root, { root, name, depth: 0 });
    return z.safeParse(schema, value).success ? { value } : undefined;
  } catch {
    // It has no value, or asks asynchronously.
    return undefined;
  }
}

class NoSample extends Error {}

function sample(shape: Shape, place: Place): unknown {
  if (place.depth > DEEPEST) throw new NoSample();
  const target = follow(shape, place.root);
  if (target === undefined) throw new NoSample();
  if (target !== shape) return sample(target, { ...place, depth: place.depth + 1 });
  if (shape.not !== undefined) throw new NoSample();
  if ('const' in shape) return shape.const;
  for (const list of [shape.examples, shape.enum]) if (list !== undefined && list.length > 0) return list[0];
  if (shape.default !== undefined) return shape.default;
  if (shape[MARK] !== undefined) return sampleMarked(shape[MARK]);
  const choices = shape.anyOf ?? shape.oneOf ?? typesOf(shape);
  if (choices !== undefined) return firstOf(choices, place);
  if (shape.allOf !== undefined) return Object.assign({}, ...shape.allOf.map((each) => sample(each, place))) as object;
  return sampleType(shape, place);
}

function sampleMarked(mark: string): unknown {
  if (mark === 'date') return new Date(0);
  if (mark === 'bigint') return 1n;
  if (mark === 'set') return new Set();
  if (mark === 'map') return new Map();
  if (mark === 'undefined' || mark === 'void') return undefined;
  throw new NoSample();
}

/** "string or null" in one word of JSON Schema. */
function typesOf({ type, ...rest }: Shape): readonly Shape[] | undefined {
  return typeof type === 'object' ? type.map((each) => ({ ...rest, type: each })) : undefined;
}

function firstOf(choices: readonly Shape[], place: Place): unknown {
  for (const choice of choices) {
    try {
      return sample(choice, place);
    } catch {
      // The next one may have a value.
    }
  }
  throw new NoSample();
}

function sampleType(shape: Shape, place: Place): unknown {
  switch (shape.type) {
    case 'string':
      return sampleText(shape, place.name);
    case 'number':
    case 'integer':
      return sampleNumber(shape);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array':
      return sampleArray(shape, place);
    case 'object':
      return sampleObject(shape, place);
    default:
      return {};
  }
}

function sampleNumber({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: Shape): number {
  const least = exclusiveMinimum === undefined ? minimum : exclusiveMinimum + 1;
  const most = exclusiveMaximum === undefined ? maximum : exclusiveMaximum - 1;
  const near = Math.min(Math.max(1, least ?? 1), most ?? Infinity);
  return multipleOf === undefined ? near : Math.ceil(near / multipleOf) * multipleOf;
}

function sampleArray({ items, prefixItems = [], minItems = 0 }: Shape, place: Place): readonly unknown[] {
  const inner = { ...place, depth: place.depth + 1 };
  const first = prefixItems.map((each) => sample(each, inner));
  if (items === false || items === undefined) return first;
  const wanted = Math.max(minItems - first.length, prefixItems.length === 0 ? 1 : 0);
  try {
    return [...first, ...Array.from({ length: wanted }, () => sample(items, inner))];
  } catch (thrown) {
    // An empty list is right where there need not be anything in it.
    if (minItems > first.length) throw thrown;
    return first;
  }
}

function sampleObject({ properties = {}, required = [] }: Shape, { root, depth }: Place): object {
  const needed = Object.entries(properties).filter(([name]) => required.includes(name));
  return Object.fromEntries(needed.map(([name, each]) => [name, sample(each, { root, name, depth: depth + 1 })]));
}
