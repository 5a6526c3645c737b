/** A deep copy that shares nothing with `value`. Throws a `DataCloneError` for functions and other things without a copy. */
export function cloneDeep<Value>(value: Value): Value {
  return structuredClone(value);
}

/**
 * A deeply frozen deep copy. Maps, Sets and Dates refuse to be changed as well; the bytes of typed arrays cannot be frozen,
 * but they are a copy.
 */
export function frozenCopy<Value>(value: Value): Value {
  const copy = cloneDeep(value);
  freezeDeep(copy);
  return copy;
}

function freezeDeep(value: unknown): void {
  const seen = new Set<unknown>();
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null || seen.has(next) || ArrayBuffer.isView(next)) continue;
    seen.add(next);
    // One at a time: a large collection would not fit on the stack as arguments of one call.
    if (next instanceof Map) for (const [key, entry] of next) pending.push(key, entry);
    if (next instanceof Set) for (const member of next) pending.push(member);
    refuseChanges(next);
    for (const key of Reflect.ownKeys(next)) pending.push((next as Record<PropertyKey, unknown>)[key]);
    Object.freeze(next);
  }
}

const refusal: PropertyDescriptor = {
  value: () => {
    throw new TypeError('Cannot change a frozen payload');
  },
};
const COLLECTION_CHANGES = { set: refusal, add: refusal, delete: refusal, clear: refusal };
const DATE_CHANGES = Object.fromEntries(
  Object.getOwnPropertyNames(Date.prototype)
    .filter((name) => name.startsWith('set'))
    .map((name) => [name, refusal]),
);

/** `Object.freeze` does not reach what a Map, Set or Date holds, so the methods that change it are shadowed. */
function refuseChanges(value: object): void {
  if (value instanceof Map || value instanceof Set) Object.defineProperties(value, COLLECTION_CHANGES);
  if (value instanceof Date) Object.defineProperties(value, DATE_CHANGES);
}
