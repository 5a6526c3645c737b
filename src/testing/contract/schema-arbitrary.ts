import type { Arbitrary } from 'fast-check';
import type { z } from 'zod';
import { describeThrown } from '../../errors/describe-value.ts';
import { checkSchema } from '../../hooks/schema-check.ts';
import { gatherRules } from './gather-rules.ts';
import type { FastCheck } from './load-fast-check.ts';
import { numberArbitrary } from './number-arbitrary.ts';
import { partsOf } from './schema-parts.ts';
import { stringArbitrary } from './string-arbitrary.ts';
import { TooDeep, UnsupportedSchema } from './unsupported-schema.ts';

type Schema = z.core.$ZodType;

type SchemaType = z.core.$ZodTypeDef['type'];

/** Where in a schema we are. */
export interface Way {
  readonly fc: FastCheck;
  /** The keys that lead here. */
  readonly path: readonly string[];
  /** The schemas that this one lies in, itself among them if it contains itself. */
  readonly around?: readonly Schema[];
  /** How many schemas are still gone through; beyond, none that contains itself is gone into again. */
  readonly budget?: { schemas: number };
  /** Is told of what is always left out, because nobody can make it up. */
  readonly onLeftOut: (why: string) => void;
}

/** A part of a schema, and how to get on from there. */
interface Part extends Way {
  readonly schema: Schema;
}

/** A part of which the type is known. */
interface Step<Type extends SchemaType> extends Part {
  readonly def: Extract<z.core.$ZodTypes['_zod']['def'], { readonly type: Type }>;
}

/** How many values are tried to see whether a schema accepts what is made up for it. */
const TRIED = 100;
/** How many levels of a schema that contains itself are made. */
const MAX_DEPTH = 4;
const MOST_SCHEMAS = 2_000;

/**
 * Makes up values that a schema accepts.
 *
 * @throws UnsupportedSchema for what is only known to a function, and for kinds of values that nobody can make up
 */
export function schemaArbitrary(way: Way, schema: Schema): Arbitrary<unknown> {
  const { path, around = [], budget = { schemas: MOST_SCHEMAS } } = way;
  budget.schemas -= 1;
  const level = around.filter((each) => each === schema).length;
  if (level >= MAX_DEPTH || (level > 0 && budget.schemas < 0)) {
    throw new TooDeep(path, 'it contains itself without an end');
  }
  const { def } = partsOf(schema);
  const make = MAKERS[def.type];
  if (make === undefined) throw new UnsupportedSchema(path, `nobody can make up a value of the type "${def.type}"`);
  const made = within(path, () => make({ ...way, around: [...around, schema], budget, schema, def } as never));
  const isChecked = (def.checks?.length ?? 0) > 0 || 'check' in def;
  return isChecked ? onlyAccepted({ ...way, schema }, made) : made;
}

/** Limits may contradict each other, and fast-check refuses such. */
function within<Made>(path: readonly string[], make: () => Made): Made {
  try {
    return make();
  } catch (thrown) {
    if (thrown instanceof UnsupportedSchema) throw thrown;
    throw new UnsupportedSchema(path, `nobody can make up a value within its limits: ${describeThrown(thrown)}`);
  }
}

/** A check of its own may refuse almost everything: then there is no use in waiting for a value that it accepts. */
function onlyAccepted({ fc, schema, path }: Part, made: Arbitrary<unknown>): Arbitrary<unknown> {
  const accepts = (value: unknown): boolean => checkSchema(schema, value) === undefined;
  const accepted = fc.sample(made, { numRuns: TRIED, seed: 1 }).filter(accepts).length;
  if (accepted === 0) throw new UnsupportedSchema(path, 'its checks refuse everything that is made up for it');
  return made.filter(accepts);
}

function inner(part: Part, schema: Schema, key?: string): Arbitrary<unknown> {
  return schemaArbitrary(key === undefined ? part : { ...part, path: [...part.path, key] }, schema);
}

/** What may be left out is left out if nobody can make it up. */
function orNothing(part: Part, nothing: unknown, make: () => Arbitrary<unknown>): Arbitrary<unknown> {
  try {
    return make();
  } catch (thrown) {
    if (!(thrown instanceof UnsupportedSchema)) throw thrown;
    if (!(thrown instanceof TooDeep)) part.onLeftOut(thrown.message);
    return part.fc.constant(nothing);
  }
}

/** Lists that may be empty are, if nobody can make up what they hold. */
function orEmpty(part: Part, empty: unknown, make: () => Arbitrary<unknown>): Arbitrary<unknown> {
  return lengths(part).minLength === 0 ? orNothing(part, empty, make) : make();
}

function objectOf(step: Step<'object'>): Arbitrary<unknown> {
  const shape = Object.entries(step.def.shape);
  const members = shape.map(([key, schema]) => [key, inner(step, schema, key)] as const);
  const requiredKeys = shape.filter(([, schema]) => !partsOf(schema).isOptional).map(([key]) => key);
  return step.fc.record(Object.fromEntries(members), { requiredKeys, noNullPrototype: true });
}

function lengths({ schema }: Part): { readonly minLength: number; readonly maxLength: number } {
  const { minLength = 0, maxLength = Math.max(5, minLength) } = gatherRules(schema);
  return { minLength, maxLength };
}

function tupleOf(step: Step<'tuple'>): Arbitrary<unknown> {
  const items = step.fc.tuple(...step.def.items.map((item, index) => inner(step, item, String(index))));
  const { rest } = step.def;
  if (rest === null) return items;
  return step.fc
    .tuple(items, step.fc.array(inner(step, rest, '…'), { maxLength: 3 }))
    .map(([first, more]) => [...first, ...more]);
}

/** One alternative that can be made up is enough. */
function unionOf(step: Step<'union'>): Arbitrary<unknown> {
  const failures: UnsupportedSchema[] = [];
  const options = step.def.options.flatMap((option) => {
    try {
      return [inner(step, option)];
    } catch (thrown) {
      if (!(thrown instanceof UnsupportedSchema)) throw thrown;
      if (!(thrown instanceof TooDeep)) failures.push(thrown);
      return [];
    }
  });
  if (options.length > 0) for (const { message } of failures) step.onLeftOut(message);
  if (options.length === 0) throw failures[0] ?? new TooDeep(step.path, 'no alternative comes to an end');
  return step.fc.oneof(...options);
}

function recordOf(step: Step<'record'>): Arbitrary<unknown> {
  const { keyType, valueType } = step.def;
  const values = inner(step, valueType, '*');
  const names = partsOf(keyType).values;
  if (names.size === 0) {
    const keys = inner(step, keyType, '*').filter((key) => key !== '__proto__') as Arbitrary<string>;
    return step.fc.dictionary(keys, values, { maxKeys: 5, noNullPrototype: true });
  }
  return step.fc.record(Object.fromEntries([...names].map((name) => [String(name), values])), {
    noNullPrototype: true,
  });
}

/** Values of both sides are joined as zod joins them: objects by their keys. */
function intersectionOf(step: Step<'intersection'>): Arbitrary<unknown> {
  const { left, right } = step.def;
  const both = step.fc.tuple(inner(step, left), inner(step, right));
  const joined = both.map(([one, other]) => (isObject(one) && isObject(other) ? { ...one, ...other } : one));
  return onlyAccepted(step, joined);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function dateOf({ fc, schema }: Part): Arbitrary<unknown> {
  const { minimum, maximum } = gatherRules(schema) as { readonly minimum?: Date; readonly maximum?: Date };
  return fc.date({
    noInvalidDate: true,
    ...(minimum === undefined ? {} : { min: new Date(minimum) }),
    ...(maximum === undefined ? {} : { max: new Date(maximum) }),
  });
}

/** How far big integers go where only one limit is given, or none. */
const WIDE = 2n ** 63n;

type Makers = {
  readonly [Type in SchemaType]?: (step: Step<Type>) => Arbitrary<unknown>;
};

const through = (step: Part & { readonly def: { readonly innerType: Schema } }): Arbitrary<unknown> =>
  inner(step, step.def.innerType);

const MAKERS: Makers = {
  string: ({ fc, schema, path }) => {
    const made = stringArbitrary(fc, gatherRules(schema));
    if (made === undefined) throw new UnsupportedSchema(path, 'nobody can make up a text for its pattern');
    return made;
  },
  number: ({ fc, schema }) => numberArbitrary(fc, gatherRules(schema)),
  int: ({ fc, schema }) => numberArbitrary(fc, { ...gatherRules(schema), format: 'int' }),
  bigint: ({ fc, schema }) => {
    const { minimum, maximum } = gatherRules(schema) as { readonly minimum?: bigint; readonly maximum?: bigint };
    const least = minimum ?? (maximum === undefined || maximum > -WIDE ? -WIDE : maximum - WIDE);
    return fc.bigInt({ min: least, max: maximum ?? (least < WIDE ? WIDE : least + WIDE) });
  },
  boolean: ({ fc }) => fc.boolean(),
  date: dateOf,
  null: ({ fc }) => fc.constant(null),
  undefined: ({ fc }) => fc.constant(undefined),
  void: ({ fc }) => fc.constant(undefined),
  any: ({ fc }) => fc.jsonValue(),
  unknown: ({ fc }) => fc.jsonValue(),
  literal: ({ fc, def }) => fc.constantFrom(...def.values),
  enum: ({ fc, schema }) => fc.constantFrom(...partsOf(schema).values),
  object: objectOf,
  array: (step) => orEmpty(step, [], () => step.fc.array(inner(step, step.def.element, '*'), lengths(step))),
  set: (step) =>
    orEmpty(step, new Set(), () =>
      step.fc.uniqueArray(inner(step, step.def.valueType, '*'), lengths(step)).map((items) => new Set(items)),
    ),
  map: (step) =>
    orEmpty(step, new Map(), () =>
      step.fc
        .array(step.fc.tuple(inner(step, step.def.keyType, '*'), inner(step, step.def.valueType, '*')), lengths(step))
        .map((entries) => new Map(entries)),
    ),
  tuple: tupleOf,
  record: recordOf,
  union: unionOf,
  intersection: intersectionOf,
  optional: (step) =>
    orNothing(step, undefined, () => step.fc.option(inner(step, step.def.innerType), { nil: undefined })),
  nullable: (step) => orNothing(step, null, () => step.fc.option(inner(step, step.def.innerType), { nil: null })),
  default: through,
  prefault: through,
  readonly: through,
  nonoptional: through,
  catch: through,
  lazy: (step) => inner(step, step.def.getter()),
  template_literal: ({ fc, schema, path }) => {
    const { pattern } = partsOf(schema);
    const made = pattern === undefined ? undefined : stringArbitrary(fc, { pattern });
    if (made === undefined) throw new UnsupportedSchema(path, 'nobody can make up a text for its pattern');
    return made;
  },
};
