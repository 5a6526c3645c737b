import { z } from 'zod';

/**
 * The type that a schema accepts, in the notation of TypeScript, short enough for a table cell.
 * @param {import('zod').core.$ZodType} schema
 */
export function toTypeText(schema) {
  return fromJsonSchema(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

/** @param {import('zod').core.JSONSchema.JSONSchema | boolean} schema */
function fromJsonSchema(schema) {
  if (typeof schema === 'boolean') return schema ? 'unknown' : 'never';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' \\| ');
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return alternatives.map(fromJsonSchema).join(' \\| ');
  if (schema.type === 'array') return arrayText(schema.items);
  if (schema.type === 'object') return objectText(schema);
  return schema.type === 'integer' ? 'number' : (schema.type ?? 'unknown');
}

/** @param {unknown} items */
function arrayText(items) {
  const text = items === undefined ? 'unknown' : fromJsonSchema(/** @type {any} */ (items));
  return text.includes(' ') && !text.startsWith('{') ? `(${text})[]` : `${text}[]`;
}

/** @param {import('zod').core.JSONSchema.ObjectSchema} schema */
function objectText({ properties = {}, required = [], additionalProperties }) {
  const names = Object.entries(properties);
  if (names.length === 0 && typeof additionalProperties === 'object') {
    return `Record<string, ${fromJsonSchema(additionalProperties)}>`;
  }
  const members = names.map(
    ([name, schema]) => `${name}${required.includes(name) ? '' : '?'}: ${fromJsonSchema(schema)}`,
  );
  return members.length === 0 ? 'object' : `{ ${members.join('; ')} }`;
}
