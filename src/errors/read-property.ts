/** How many characters of a message or stack are kept. */
const MAX_TEXT = 16_384;

/** The property under `key`; `undefined` where its getter throws. */
export function readProperty(owner: object, key: string): unknown {
  try {
    return (owner as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** The string under `key`, cut to 16,384 characters; `undefined` for anything else. */
export function readText(owner: object, key: string): string | undefined {
  const value = readProperty(owner, key);
  if (typeof value !== 'string') return undefined;
  return value.length <= MAX_TEXT ? value : `${value.slice(0, MAX_TEXT)}…`;
}

/** Reads each member once, at most `most` of them; `undefined` if there is no array under `key`. */
export function readList(owner: object, key: string, most: number): readonly unknown[] | undefined {
  const list = readProperty(owner, key);
  try {
    if (!Array.isArray(list)) return undefined;
    return Array.from({ length: Math.min(list.length, most) }, (_, index) => readProperty(list, String(index)));
  } catch {
    return undefined;
  }
}

/** Like `Object.hasOwn`; `false` where a trap throws. */
export function hasOwnProperty(owner: object, key: string): boolean {
  try {
    return Object.hasOwn(owner, key);
  } catch {
    return false;
  }
}
