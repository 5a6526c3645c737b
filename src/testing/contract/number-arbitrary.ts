import type { Arbitrary } from 'fast-check';
import type { ValueRules } from './gather-rules.ts';
import type { FastCheck } from './load-fast-check.ts';

/** Numbers within the limits; those on the limits come often, as fast-check does it. */
export function numberArbitrary(fc: FastCheck, rules: ValueRules): Arbitrary<number> {
  const { format, minExcluded = false, maxExcluded = false } = rules;
  const min = Number(rules.minimum ?? -Infinity);
  const max = Number(rules.maximum ?? Infinity);
  const multipleOf = Number(rules.multipleOf ?? 0);
  if (multipleOf > 0) {
    const bounds = toIntegers(min / multipleOf, max / multipleOf);
    return fc.integer(bounds).map((factor) => factor * multipleOf);
  }
  if (format?.includes('int') === true) return fc.integer(toIntegers(min, max));
  return fc.double({
    noNaN: true,
    noDefaultInfinity: true,
    ...(Number.isFinite(min) ? { min, minExcluded } : {}),
    ...(Number.isFinite(max) ? { max, maxExcluded } : {}),
  });
}

/** How far numbers go where only one limit is given, or none. */
const WIDE = 2 ** 31;

function toIntegers(min: number, max: number): { readonly min: number; readonly max: number } {
  const least = Number.isFinite(min) ? min : Math.min(-WIDE, max - WIDE);
  return { min: Math.ceil(least), max: Math.floor(Number.isFinite(max) ? max : Math.max(WIDE - 1, least + WIDE)) };
}
