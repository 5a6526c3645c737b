import { inspect } from 'node:util';

/** Parts of a secret shorter than this could stand in any text by chance. */
const SHORTEST_PART = 8;

/** What a secret looks like in texts: as it is, line by line, inside JSON or a printed object, inside a URL or form, and in base64. */
export function secretForms(value: string): ReadonlySet<string> {
  const plain = [value, value.trim()];
  return new Set([
    ...[...plain, ...linesOf(value)].flatMap(quotedForms),
    ...plain.flatMap(urlForms),
    ...plain.flatMap(base64Forms),
  ]);
}

/** A printed object has each line of a text in a string of its own; other texts indent them. */
function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(({ length }) => length >= SHORTEST_PART);
}

function quotedForms(text: string): readonly string[] {
  const printed = inspect(text, { breakLength: Infinity, maxStringLength: Infinity });
  return [text, JSON.stringify(text).slice(1, -1), printed.slice(1, -1)];
}

function urlForms(text: string): readonly string[] {
  // Half of a surrogate pair has no encoding.
  if (/\p{Surrogate}/u.test(text)) return [];
  const encoded = encodeURIComponent(text);
  const lower = encoded.replace(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase());
  return [encoded, lower, encoded.replaceAll('%20', '+'), lower.replaceAll('%20', '+')];
}

function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const whole = bytes.toString('base64');
  const parts = [0, 1, 2].map((shift) => base64Part(bytes, shift)).filter(({ length }) => length >= SHORTEST_PART);
  return [whole, whole.replace(/=+$/, ''), ...parts].flatMap((form) => [form, toBase64Url(form)]);
}

/** The characters that say the same wherever the bytes stand in a longer text, as a password does behind `user:`. */
function base64Part(bytes: Buffer, shift: number): string {
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor(((shift + bytes.length) * 8) / 6);
  return Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .slice(first, last);
}

function toBase64Url(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}
