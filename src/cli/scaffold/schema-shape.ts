import { z } from 'zod';

/** What JSON Schema cannot say, by the name that zod has for it. */
export const MARK = 'x-zod';

/** A schema as data: JSON Schema, as far as generated code makes use of it. */
export interface Shape {
  readonly [MARK]?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly items?: Shape | false;
  readonly prefixItems?: readonly Shape[];
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly not?: Shape;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
}

const UNSAYABLE: ReadonlySet<string> = new Set([
  'date',
  'bigint',
  'map',
  'set',
  'undefined',
  'void',
  'nan',
  'symbol',
  'function',
  'promise',
  'custom',
  'transform',
]);

/** What a schema accepts, without references but to itself. A schema that cannot be read is one of anything. */
export function toShape(schema: z.core.$ZodType): Shape {
  try {
    const shape = z.toJSONSchema(schema, {
      unrepresentable: 'any',
      io: 'input',
      override: ({ zodSchema, jsonSchema }) => {
        const { _zod: internals } = zodSchema;
        const { type } = internals.def;
        if (UNSAYABLE.has(type)) Object.assign(jsonSchema, { [MARK]: type });
      },
    });
    return shape as Shape;
  } catch {
    return { [MARK]: 'custom' };
  }
}

/** Where a reference leads; `undefined` for one to the schema itself, which has no end. */
export function follow(shape: Shape, root: Shape): Shape | undefined {
  const name = shape.$ref?.replace(/^#\/\$defs\//, '');
  if (name === undefined) return shape;
  return name === '#' ? undefined : root.$defs?.[name];
}
