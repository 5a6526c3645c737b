const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BRACE = 0x7b;

/**
 * Whether a JSON text may hold more than `most` objects, arrays and primitives. A node takes two characters at least, so
 * that only long texts have to be read: before they are parsed, because parsing them is what the limit is to prevent.
 */
export function hasTooManyNodes(text: string, most: number): boolean {
  if (text.length <= most * 2) return false;
  let nodes = 1;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === QUOTE) index = endOfString(text, index);
    else if (character === COMMA || character === BRACKET || character === BRACE) nodes++;
    if (nodes > most) return true;
  }
  return false;
}

/** The index of the quote that ends the string, or the end of a text that is not JSON anyway. */
function endOfString(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
    if (end === -1) return text.length;
  } while (isEscaped(text, end, start));
  return end;
}

function isEscaped(text: string, at: number, start: number): boolean {
  let slashes = 0;
  for (let index = at - 1; index > start && text.charCodeAt(index) === BACKSLASH; index--) slashes++;
  return slashes % 2 === 1;
}
