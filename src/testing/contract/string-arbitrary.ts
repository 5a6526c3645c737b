import type { Arbitrary } from 'fast-check';
import type { ValueRules } from './gather-rules.ts';
import type { FastCheck } from './load-fast-check.ts';

const FORMATS: Readonly<Record<string, (fc: FastCheck) => Arbitrary<string>>> = {
  email: (fc) => fc.emailAddress().map((address) => address.replaceAll(/[^\w.@+-]/g, 'x').replaceAll(/\.(?=@)/g, 'x')),
  url: (fc) => fc.webUrl(),
  uuid: (fc) => fc.uuid(),
  guid: (fc) => fc.uuid(),
  uuidv4: (fc) => fc.uuid({ version: 4 }),
  ipv4: (fc) => fc.ipV4(),
  ipv6: (fc) => fc.ipV6(),
  datetime: (fc) => someDate(fc).map((date) => date.toISOString()),
  date: (fc) => someDate(fc).map((date) => date.toISOString().slice(0, 10)),
  time: (fc) => someDate(fc).map((date) => date.toISOString().slice(11, 19)),
  base64: (fc) => fc.base64String(),
  base64url: (fc) =>
    fc.base64String().map((text) => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')),
  json_string: (fc) => fc.json(),
};

function someDate(fc: FastCheck): Arbitrary<Date> {
  return fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
}

/** Characters over which programs stumble. The unit "binary" of fast-check has all, and takes seconds to load them. */
const STRANGE = [
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\0',
  '"',
  "'",
  '`',
  '\\',
  '/',
  '<',
  '&',
  '$',
  '%',
  '{',
  '\u00A0',
  '\u200D',
  '\u202E',
].concat(['\uFEFF', '\uD800', '\u0301', 'ä', 'ß', 'İ', '漢', '𝒳', '🙂', '👩‍👩‍👧']);

/** Strings that may fit, plain and strange ones; `undefined` where nobody knows any. */
export function stringArbitrary(fc: FastCheck, rules: ValueRules): Arbitrary<string> | undefined {
  const { format, pattern, minLength = 0, maxLength } = rules;
  const ofFormat = format === undefined ? undefined : FORMATS[format];
  if (ofFormat !== undefined) return ofFormat(fc);
  if (pattern !== undefined) return matching(fc, pattern);
  // A limit that is near is to be reached as well.
  const length = maxLength === undefined ? { minLength } : { minLength, maxLength, size: sizeFor(maxLength) };
  return fc.oneof(fc.string(length), fc.string({ ...length, unit: fc.constantFrom(...STRANGE) }));
}

function sizeFor(maxLength: number): 'max' | 'medium' {
  return maxLength <= 300 ? 'max' : 'medium';
}

/** Not every pattern can be turned round. */
function matching(fc: FastCheck, pattern: RegExp): Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(pattern);
  } catch {
    return undefined;
  }
}
