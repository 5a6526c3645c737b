// @ts-check

/**
 * Puts a function that always throws in the place of each of these. They cannot be put back: the property is fixed.
 *
 * @param {object} owner
 * @param {readonly PropertyKey[]} names What is not there is passed over.
 * @param {string} label How messages call the owner.
 */
export function takeAway(owner, names, label) {
  for (const name of names.filter((one) => one in owner)) {
    const value = denied(`${label}.${String(name)}`);
    const enumerable = Object.prototype.propertyIsEnumerable.call(owner, name);
    // Defining over a lazy property such as WebSocket would load it first, which takes 30 ms; deleting does not.
    Reflect.deleteProperty(owner, name);
    Reflect.defineProperty(owner, name, { value, enumerable, writable: false, configurable: false });
  }
}

/**
 * All functions of an object but its constructor.
 *
 * @param {object} owner
 * @param {string} label
 */
export function takeAwayFunctions(owner, label) {
  const names = Reflect.ownKeys(owner).filter((name) => name !== 'constructor' && isFunction(owner, name));
  takeAway(owner, names, label);
}

/**
 * An error with the code that Node itself gives where its permission model denies something.
 *
 * @param {string} what
 */
export function toDenial(what) {
  const message = `"${what}" is not available to plugins in a thread or process of their own.`;
  return Object.assign(new Error(message), { code: 'ERR_ACCESS_DENIED' });
}

/** @param {string} what */
function denied(what) {
  // No arrow function: it may be called with "new".
  return function deniedToPlugins() {
    throw toDenial(what);
  };
}

/**
 * @param {object} owner
 * @param {PropertyKey} name
 */
function isFunction(owner, name) {
  const property = Reflect.getOwnPropertyDescriptor(owner, name);
  return typeof property?.value === 'function';
}
