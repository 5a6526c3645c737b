import { isPlainObject } from '../../hooks/plain-object.ts';
import { fromPointer, type ConfigPath } from './config-path.ts';

/** A JSON Schema of which nothing is known yet. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * A schema with all that hold beside it: what it refers to inside the document, and the members of its `allOf`. Each stands
 * there once, so that references in a circle end.
 */
export function layersOf(document: Schema, schema: unknown): readonly Schema[] {
  const layers = new Set<Schema>();
  const pending = [schema];
  while (pending.length > 0) {
    const next = pending.shift();
    if (!isPlainObject(next) || layers.has(next)) continue;
    layers.add(next);
    if (typeof next['$ref'] === 'string') pending.push(lookUp(document, next['$ref']));
    if (Array.isArray(next['allOf'])) pending.push(...(next['allOf'] as unknown[]));
  }
  return [...layers];
}

function lookUp(document: Schema, reference: string): unknown {
  if (!reference.startsWith('#')) return undefined;
  let found: unknown = document;
  for (const segment of fromPointer(reference)) found = ownValue(found, segment);
  return found;
}

/** The schemas of the keys of an object, by key. */
export function propertiesOf({ properties }: Schema): readonly (readonly [key: string, schema: unknown])[] {
  return isPlainObject(properties) ? Object.entries(properties).filter(([key]) => key !== '__proto__') : [];
}

/** The schema of the item at `index`, if there is one. */
export function itemSchema({ items, prefixItems }: Schema, index: number): unknown {
  const lists = [prefixItems, items].filter((list) => Array.isArray(list));
  return lists.map((list) => (list as unknown[])[index]).find((schema) => schema !== undefined) ?? items;
}

/** The keys that the schema knows of the object under `path`. */
export function knownKeys(document: Schema, path: ConfigPath): readonly string[] {
  let layers = layersOf(document, document);
  for (const segment of path) {
    layers = layers.flatMap((layer) => layersOf(document, schemaUnder(layer, segment)));
  }
  return layers.flatMap((layer) => propertiesOf(layer).map(([key]) => key));
}

function schemaUnder(schema: Schema, segment: string): unknown {
  const property = ownValue(schema['properties'], segment);
  if (property !== undefined) return property;
  return /^\d+$/.test(segment) ? itemSchema(schema, Number(segment)) : schema['additionalProperties'];
}

function ownValue(owner: unknown, key: string): unknown {
  if (typeof owner !== 'object' || owner === null || !Object.hasOwn(owner, key)) return undefined;
  return (owner as Readonly<Record<string, unknown>>)[key];
}
