const FRAMES = 50;

/**
 * The stack of the caller, longer than usual. Plugins can put their own `prepareStackTrace` and `stackTraceLimit` on
 * `Error`: for a moment they are not there. Gives `undefined` where that is forbidden.
 */
export function captureStack(): string | undefined {
  const limit = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  const prepare = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  try {
    replace('stackTraceLimit', { value: FRAMES, configurable: true, writable: true, enumerable: true });
    replace('prepareStackTrace', undefined);
    const { stack } = new Error('stack');
    return typeof stack === 'string' ? stack : undefined;
  } catch {
    return undefined;
  } finally {
    restore('stackTraceLimit', limit);
    restore('prepareStackTrace', prepare);
  }
}

/** By definition, not by assignment: a setter that a plugin made is not run. */
function replace(name: string, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor !== undefined) Object.defineProperty(Error, name, descriptor);
  else if (!Reflect.deleteProperty(Error, name)) throw new TypeError(`Error.${name} is frozen.`);
}

function restore(name: string, descriptor: PropertyDescriptor | undefined): void {
  try {
    replace(name, descriptor);
  } catch {
    // It was frozen, so it has not changed either.
  }
}
