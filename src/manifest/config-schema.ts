import { z } from 'zod';
import type { JsonValue } from '../errors/json-safe.ts';
import { checked } from './checked.ts';
import type { Flaw } from './flaw.ts';
import { findSchemaFlaws } from './json-schema-flaws.ts';

/** What reads a manifest leaves nothing in it that is not JSON. */
const Anything = z.unknown() as z.ZodType as z.ZodType<JsonValue, JsonValue>;

/** The JSON Schema of the configuration: one of an object. */
export const ConfigSchema = checked(z.record(z.string(), Anything), findFlaws, {
  properties: { type: { const: 'object' } },
  required: ['type'],
});

function findFlaws(schema: Readonly<Record<string, unknown>>): readonly Flaw[] {
  const others = findSchemaFlaws(schema).map((flaw): Flaw => ({ ...flaw, code: 'MANIFEST_CONFIG_SCHEMA_INVALID' }));
  const { type } = schema;
  if (type === 'object') return others;
  const flaw: Flaw = { code: 'MANIFEST_CONFIG_SCHEMA_INVALID', must: 'be "object"', path: ['type'] };
  if (type !== undefined) return [flaw, ...others.filter(({ path }) => path?.join('.') !== 'type')];
  const message = 'The config schema does not say that it is one of an object: the key "type" is missing.';
  return [{ ...flaw, message, hint: 'Add "type": "object".' }, ...others];
}
