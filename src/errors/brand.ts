/** Marks every Hookline error, whichever copy of the package made it: `Symbol.for` is one registry for the whole process. */
export const BRAND = Symbol.for('hookline.error');

export function isBranded(value: unknown): boolean {
  try {
    return typeof value === 'object' && value !== null && (value as { [BRAND]?: unknown })[BRAND] === true;
  } catch {
    return false;
  }
}
