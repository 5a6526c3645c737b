import { z } from 'zod';
import { checked } from './checked.ts';
import type { Flaw } from './flaw.ts';

/** No control characters: what a manifest says ends up in terminals. */
const LINE_PATTERN = '^[^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029]+$';
/** Lines and tabs, but no other control characters. */
export const PROSE_PATTERN = '^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F]*$';
/** What can stand in messages as a name: no white space, no control characters. */
export const NAME_PATTERN = '^[^\\s\\u0000-\\u001F\\u007F-\\u009F]+$';

export interface TextRule {
  readonly pattern: string;
  readonly max: number;
  /** The end of a sentence that begins with the place and "must". */
  readonly must: string;
  readonly hint?: string;
}

/** A string of a given form. */
export function textOf({ pattern, max, must, hint }: TextRule): z.ZodString {
  const form = new RegExp(pattern, 'u');
  const find = (text: string): readonly Flaw[] => {
    if (text.length > max) return [tooLong(text, max)];
    return form.test(text) ? [] : [{ code: 'MANIFEST_INVALID', must, hint }];
  };
  return checked(z.string(), find, { pattern, maxLength: max });
}

export function tooLong(text: string, max: number): Flaw {
  const found = String(text.length);
  return { code: 'MANIFEST_INVALID', must: `have at most ${max} characters`, found, hint: 'Shorten it.' };
}

/** A string on one line that is not empty. */
export function lineOf(max: number): z.ZodString {
  return textOf({ pattern: LINE_PATTERN, max, must: 'be one line of text that is not empty' });
}

/** A name of something that others declare. */
export function nameOf(max = 200): z.ZodString {
  return textOf({ pattern: NAME_PATTERN, max, must: 'be a name without white space' });
}

/** One of a few words; a string to the compiler, so that it can be compared with any string. Messages list only `shown`. */
export function wordOf(words: readonly string[], shown: readonly string[]): z.ZodString {
  const must = `be one of ${shown.map((word) => `"${word}"`).join(', ')}`;
  const find = (text: string): readonly Flaw[] => (words.includes(text) ? [] : [{ code: 'MANIFEST_INVALID', must }]);
  return checked(z.string(), find, { enum: words });
}
