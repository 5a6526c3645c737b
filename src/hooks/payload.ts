/** A deep copy that shares nothing with `value`. Throws a `DataCloneError` for functions and other things without a copy. */
export function cloneDeep<Value>(value: Value): Value {
  return structuredClone(value);
}

/**
 * A deeply frozen deep copy. Maps and Sets refuse to be changed as well; the bytes of typed arrays cannot be frozen, but
 * they are a copy.
 */
export function frozenCopy<Value>(value: Value): Value {
  const copy = cloneDeep(value);
  freezeDeep(copy, new Set());
  return copy;
}

function freezeDeep(value: unknown, seen: Set<unknown>): void {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null || seen.has(next) || ArrayBuffer.isView(next)) continue;
    seen.add(next);
    if (next instanceof Map) pending.push(...next.keys(), ...next.values());
    if (next instanceof Set) pending.push(...next);
    if (next instanceof Map || next instanceof Set) refuseChanges(next);
    for (const key of Reflect.ownKeys(next)) pending.push((next as Record<PropertyKey, unknown>)[key]);
    Object.freeze(next);
  }
}

/** `Object.freeze` does not reach the entries of a Map or Set, so the methods that change them are shadowed. */
function refuseChanges(collection: Map<unknown, unknown> | Set<unknown>): void {
  const refuse = {
    value: () => {
      throw new TypeError('Cannot change a frozen payload');
    },
  };
  Object.defineProperties(collection, { set: refuse, add: refuse, delete: refuse, clear: refuse });
}
