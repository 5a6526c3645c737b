import type { JsonValue } from '../../errors/json-safe.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import { layersOf, propertiesOf, type Schema } from '../context/config-schema.ts';
import type { FormField } from './form.ts';

/** Deeper down a schema that refers to itself goes on for ever. */
const MAX_DEPTH = 12;

/** Keywords that say nothing about values, or are looked at for every kind of field. */
const SILENT = [
  '$comment',
  '$defs',
  '$id',
  '$ref',
  '$schema',
  'allOf',
  'default',
  'definitions',
  'deprecated',
  'description',
];
const COMMON = new Set([...SILENT, 'examples', 'readOnly', 'title', 'type', 'writeOnly']);

/**
 * The form for the values of a JSON Schema, such as the configuration of a plugin, as plain data: for whoever wants to draw it, or
 * to ask for values one by one. References inside the schema are followed.
 */
export function describeForm(schema: Schema): FormField {
  return describeField({ document: schema, schema, key: '', isRequired: true, depth: 0 });
}

interface Place {
  readonly document: Schema;
  readonly schema: unknown;
  readonly key: string;
  readonly isRequired: boolean;
  readonly depth: number;
}

type Details = Partial<FormField> & Pick<FormField, 'input'>;

function describeField(place: Place): FormField {
  const { document, schema, key, isRequired, depth } = place;
  const layers = depth > MAX_DEPTH ? [] : layersOf(document, schema);
  const { merged, isSimple } = mergeLayers(layers);
  const { details, known } = detailsOf(merged, place);
  const isKnown = Object.keys(merged).every((keyword) => COMMON.has(keyword) || known.includes(keyword));
  const { title, description, default: preset } = merged;
  return {
    key,
    label: typeof title === 'string' ? title : toLabel(key),
    required: isRequired && preset === undefined && !isMade(details),
    ...(preset === undefined ? {} : { default: preset as JsonValue }),
    ...(typeof description === 'string' ? { help: description } : {}),
    ...details,
    exact: isSimple && isKnown && schema !== false && (details.exact ?? true) && areExact(details),
  };
}

/** Whether an absent group is made of the defaults in it: one that needs nothing else is. */
function isMade({ fields = [] }: Pick<FormField, 'fields'>): boolean {
  const isFilled = fields.some((field) => field.default !== undefined || isMade(field));
  return isFilled && fields.every(({ required }) => !required);
}

function areExact({ fields = [], item }: Details): boolean {
  return fields.every(({ exact }) => exact) && item?.exact !== false;
}

/** All that holds at once, as one schema; not simple if two say something by the same word. */
function mergeLayers(layers: readonly Schema[]): { readonly merged: Schema; readonly isSimple: boolean } {
  const merged: Record<string, unknown> = {};
  let isSimple = true;
  for (const [keyword, value] of layers.flatMap((layer) => Object.entries(layer))) {
    const before = Object.hasOwn(merged, keyword) ? merged[keyword] : undefined;
    if (before === undefined) merged[keyword] = value;
    else if (!SILENT.includes(keyword) && JSON.stringify(before) !== JSON.stringify(value)) isSimple = false;
  }
  return { merged, isSimple };
}

interface Kind {
  readonly details: Details;
  /** The keywords that the details stand for. */
  readonly known: readonly string[];
}

function detailsOf(schema: Schema, place: Place): Kind {
  const { type } = schema;
  if (Array.isArray(schema['enum']) || Object.hasOwn(schema, 'const')) return selectOf(schema);
  if (type === 'boolean') return { details: { input: 'checkbox' }, known: [] };
  if (type === 'number' || type === 'integer') return numberOf(schema);
  if (type === 'string') return textOf(schema);
  if (type === 'array') return listOf(schema, place);
  if (type === 'object') return isMap(schema) ? mapOf(schema, place) : groupOf(schema, place);
  return { details: { input: 'json', exact: type === undefined && Object.keys(schema).length > 0 }, known: [] };
}

function selectOf(schema: Schema): Kind {
  const all = Object.hasOwn(schema, 'const') ? [schema['const']] : (schema['enum'] as readonly unknown[]);
  const choices = all.filter((choice) => isOfType(choice, schema['type'])) as readonly JsonValue[];
  const isSingle = !(Object.hasOwn(schema, 'const') && Array.isArray(schema['enum']));
  return { details: { input: 'select', choices, exact: isSingle }, known: ['const', 'enum'] };
}

function isOfType(value: unknown, type: unknown): boolean {
  const types = [type ?? []].flat();
  const own = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return types.length === 0 || types.includes(own) || (Number.isInteger(value) && types.includes('integer'));
}

function numberOf({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: Schema): Kind {
  const step = multipleOf ?? (type === 'integer' ? 1 : undefined);
  const isWhole = type === 'number' || Number.isInteger(step);
  const limits = withNumbers({ min: minimum, max: maximum, above: exclusiveMinimum, below: exclusiveMaximum, step });
  const known = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
  return { details: { input: 'number', ...limits, exact: isWhole }, known };
}

function textOf({ minLength, maxLength, pattern }: Schema): Kind {
  const isUsable = typeof pattern === 'string' && isPattern(pattern);
  const details: Details = {
    input: 'text',
    ...withNumbers({ minLength, maxLength }),
    ...(isUsable ? { pattern } : {}),
    exact: pattern === undefined || isUsable,
  };
  return { details, known: ['minLength', 'maxLength', 'pattern'] };
}

function listOf({ items, minItems, maxItems, uniqueItems }: Schema, place: Place): Kind {
  const item = describeInner(place, Array.isArray(items) ? undefined : items, '', true);
  const details: Details = {
    input: 'list',
    ...withNumbers({ minItems, maxItems }),
    ...(uniqueItems === true ? { unique: true } : {}),
    item,
    exact: !Array.isArray(items),
  };
  return { details, known: ['items', 'minItems', 'maxItems', 'uniqueItems'] };
}

function isMap({ properties, additionalProperties }: Schema): boolean {
  return propertiesOf({ properties }).length === 0 && isPlainObject(additionalProperties);
}

function mapOf({ additionalProperties, required }: Schema, place: Place): Kind {
  const item = describeInner(place, additionalProperties, '', true);
  return {
    details: { input: 'map', item, exact: required === undefined },
    known: ['additionalProperties', 'properties', 'required'],
  };
}

function groupOf(schema: Schema, place: Place): Kind {
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly unknown[]) : [];
  const properties = propertiesOf(schema);
  const fields = properties.map(([key, property]) => describeInner(place, property, key, required.includes(key)));
  const { additionalProperties: others = true } = schema;
  const isListed = required.every((key) => properties.some(([name]) => name === key));
  const details: Details = {
    input: 'group',
    fields,
    open: others !== false,
    exact: isListed && typeof others === 'boolean',
  };
  return { details, known: ['properties', 'required', 'additionalProperties'] };
}

function describeInner({ document, depth }: Place, schema: unknown, key: string, isRequired: boolean): FormField {
  return describeField({ document, schema, key, isRequired, depth: depth + 1 });
}

function withNumbers(limits: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  const given = Object.entries(limits).filter(([, limit]) => typeof limit === 'number');
  return Object.fromEntries(given) as Record<string, number>;
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** `retryLimit` and `retry_limit` become `Retry limit`. */
function toLabel(key: string): string {
  const words = key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
