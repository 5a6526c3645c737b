import type { z } from 'zod';
import type { Flaw } from './flaw.ts';

/** What JSON Schema says of a rule that zod knows only as a function. */
export type JsonSchemaPart = Readonly<Record<string, unknown>>;

/** A schema that also asks `find`, which gives what is wrong with a value of the right type. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  find: (value: z.output<Schema>) => readonly Flaw[],
  part: JsonSchemaPart = {},
): Schema {
  const withCheck = schema.check((context) => {
    for (const flaw of find(context.value)) {
      const path = [...(flaw.path ?? [])];
      // It continues, for whatever else is wrong is wanted as well.
      context.issues.push({ code: 'custom', input: context.value, path, params: { flaw }, continue: true });
    }
  });
  return withCheck.meta(part);
}
