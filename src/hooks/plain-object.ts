/**
 * Whether `value` is what an object literal, a module or JSON gives. Everything else that is an object keeps what matters
 * elsewhere: a class in its prototype, a Map in its entries. Literals of other realms are plain as well.
 */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
