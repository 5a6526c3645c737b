import * as fc from 'fast-check';

const KEY = fc
  .oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('\u0000'), fc.nat().map(String))
  .filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key));

/** Everything that can cross: what JSON holds, what it does not, and bytes, in plain objects and arrays. */
export const sendable: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.double(),
    fc.integer(),
    fc.constantFrom(null, true, false, undefined, -0, '\u0000', '\uD800', 'b'),
    fc.bigInt(),
    fc.date({ noInvalidDate: false }),
    fc.uint8Array(),
    fc.array(tie('value'), { maxLength: 6 }),
    fc
      .dictionary(KEY, tie('value'), { maxKeys: 6, noNullPrototype: true })
      .map((record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))),
  ),
})).value;

/** Ways to cut bytes into chunks. */
export function cutAt(bytes: Uint8Array, points: readonly number[]): Uint8Array[] {
  const places = points.map((point) => point % (bytes.byteLength + 1)).toSorted((left, right) => left - right);
  const starts = [0, ...places];
  return starts.map((start, index) => bytes.slice(start, starts[index + 1] ?? bytes.byteLength));
}
