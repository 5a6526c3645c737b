import { isPlainObject } from '../../hooks/plain-object.ts';
import { itemSchema, layersOf, propertiesOf, type Schema } from './config-schema.ts';

/** How many values are made from one schema at most: references can multiply. */
const MAX_VALUES = 10_000;

/** A configuration in the making: keys are added to it. */
type Draft = Record<string, unknown>;

/** What the parts of one configuration share. */
interface Walk {
  readonly document: Schema;
  left: number;
  /** The schemas for which a value is being made: one that holds itself gets no value inside its own. */
  readonly making: Set<unknown>;
}

/**
 * Adds the defaults of a JSON Schema to a copy of a configuration: those of keys that are absent, at every depth, also inside
 * the items of lists. An object that is absent is made if its defaults are all that it needs. Defaults under `anyOf`,
 * `oneOf` and `if` have no effect.
 */
export function fillDefaults(document: Schema, copy: unknown): unknown {
  const walk: Walk = { document, left: MAX_VALUES, making: new Set() };
  if (copy === undefined) return make(document, walk) ?? fill(document, {}, walk);
  return fill(document, copy, walk);
}

function fill(schema: unknown, value: unknown, walk: Walk): unknown {
  for (const layer of layersOf(walk.document, schema)) {
    if (Array.isArray(value)) value.forEach((item, index) => fill(itemSchema(layer, index), item, walk));
    else if (isPlainObject(value)) fillObject(layer, value, walk);
  }
  return value;
}

function fillObject(layer: Schema, value: Draft, walk: Walk): void {
  for (const [key, schema] of propertiesOf(layer)) {
    if (Object.hasOwn(value, key)) {
      fill(schema, value[key], walk);
      continue;
    }
    const made = make(schema, walk);
    if (made !== undefined) value[key] = made;
  }
}

/** What an absent value becomes, or `undefined`. */
function make(schema: unknown, walk: Walk): unknown {
  if (walk.making.has(schema)) return undefined;
  walk.left -= 1;
  if (walk.left < 0) throw new Error(`its defaults make more than ${MAX_VALUES} values`);
  walk.making.add(schema);
  try {
    const layers = layersOf(walk.document, schema);
    const withDefault = layers.find((layer) => Object.hasOwn(layer, 'default'));
    if (withDefault !== undefined) return fill(schema, structuredClone(withDefault['default']), walk);
    return layers.some((layer) => propertiesOf(layer).length > 0) ? makeObject(schema, layers, walk) : undefined;
  } finally {
    walk.making.delete(schema);
  }
}

/** Not one that lacks a key: absent it may be right, and incomplete it would be wrong. */
function makeObject(schema: unknown, layers: readonly Schema[], walk: Walk): unknown {
  const made = fill(schema, {}, walk) as Draft;
  const required = layers.flatMap((layer) => (Array.isArray(layer['required']) ? (layer['required'] as string[]) : []));
  return Object.keys(made).length > 0 && required.every((key) => Object.hasOwn(made, key)) ? made : undefined;
}
