import { z } from 'zod';
import type { HookspecData } from '../../hooks/hookspec.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;
type Schema = HookspecData['args'][string];

/** The type that a schema accepts, in the notation of TypeScript, short enough for a cell of a table. */
export function toTypeText(schema: Schema): string {
  return fromJsonSchema(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

function fromJsonSchema(schema: JsonSchema | boolean): string {
  if (typeof schema === 'boolean') return schema ? 'unknown' : 'never';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return alternatives.map(fromJsonSchema).join(' | ');
  if (schema.type === 'array') return arrayText(schema.items);
  if (schema.type === 'object') return objectText(schema);
  const { type = 'unknown' } = schema;
  return type === 'integer' ? 'number' : String(type);
}

function arrayText(items: JsonSchema['items']): string {
  const text = items === undefined || Array.isArray(items) ? 'unknown' : fromJsonSchema(items);
  return text.includes(' ') && !text.startsWith('{') ? `(${text})[]` : `${text}[]`;
}

function objectText({ properties = {}, required = [], additionalProperties }: JsonSchema): string {
  const names = Object.entries(properties);
  if (names.length === 0 && typeof additionalProperties === 'object') {
    return `Record<string, ${fromJsonSchema(additionalProperties)}>`;
  }
  const members = names.map(
    ([name, schema]) => `${name}${required.includes(name) ? '' : '?'}: ${fromJsonSchema(schema)}`,
  );
  return members.length === 0 ? 'object' : `{ ${members.join('; ')} }`;
}
