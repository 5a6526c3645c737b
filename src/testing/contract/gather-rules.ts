import type { z } from 'zod';

/** What the checks of a schema say of its values, as far as that can be read off them. */
export interface ValueRules {
  readonly minimum?: number | bigint | Date;
  readonly maximum?: number | bigint | Date;
  /** Whether the limits themselves are left out. */
  readonly minExcluded?: boolean;
  readonly maxExcluded?: boolean;
  readonly multipleOf?: number | bigint;
  readonly format?: string;
  readonly pattern?: RegExp;
  /** Lengths of texts and lists, sizes of sets and maps. */
  readonly minLength?: number;
  readonly maxLength?: number;
}

type Check = Readonly<Record<string, unknown>>;

/** Gathers the checks of a schema; a schema such as `z.email()` is a check itself. */
export function gatherRules({ _zod: { def } }: z.core.$ZodType): ValueRules {
  const own = 'check' in def ? [def as unknown as Check] : [];
  const others = (def.checks ?? []).map(({ _zod: { def: each } }) => each as unknown as Check);
  return [...own, ...others].reduce<ValueRules>((rules, check) => ({ ...rules, ...rulesOf(check, rules) }), {});
}

function rulesOf(check: Check, known: ValueRules): ValueRules {
  const { value, inclusive, minimum, maximum, length, size, format, pattern } = check as Check & Facts;
  switch (check['check']) {
    case 'greater_than':
      return isStricter(known.minimum, value, 1) ? { minimum: value, minExcluded: !inclusive } : {};
    case 'less_than':
      return isStricter(known.maximum, value, -1) ? { maximum: value, maxExcluded: !inclusive } : {};
    case 'multiple_of':
      return { multipleOf: value as number | bigint };
    case 'min_length':
    case 'min_size':
      return { minLength: Math.max(minimum, known.minLength ?? 0) };
    case 'max_length':
    case 'max_size':
      return { maxLength: Math.min(maximum, known.maxLength ?? Infinity) };
    case 'length_equals':
      return { minLength: length, maxLength: length };
    case 'size_equals':
      return { minLength: size, maxLength: size };
    case 'number_format':
    case 'bigint_format':
    case 'string_format':
      return { ...(format === 'regex' ? {} : { format }), ...(pattern === undefined ? {} : { pattern }) };
    default:
      return {};
  }
}

interface Facts {
  readonly value: number | bigint | Date;
  readonly inclusive: boolean;
  readonly minimum: number;
  readonly maximum: number;
  readonly length: number;
  readonly size: number;
  readonly format: string;
  readonly pattern: RegExp | undefined;
}

/** Of several limits the narrowest counts. */
function isStricter(known: Facts['value'] | undefined, limit: Facts['value'], sign: 1 | -1): boolean {
  return known === undefined || (Number(limit) - Number(known)) * sign >= 0;
}
