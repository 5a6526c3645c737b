/**
 * What all managers of a process share, also those of another copy of the package: the global object has one place for
 * it. `name` carries the number of the form that the shared value has.
 */
export function processWide<Shared extends object>(name: string, create: () => Shared): Shared {
  const key = Symbol.for(`hookline.${name}`);
  const shared = (globalThis as { readonly [key: symbol]: unknown })[key];
  if (shared !== undefined) return shared as Shared;
  const created = create();
  Object.defineProperty(globalThis, key, { value: created });
  return created;
}
