/**
 * A promise of the language for any thenable, so that its callbacks run once, later, and never both. Promises are given
 * back as they are, whatever `then` a plugin may have put on them: only the built-in `then` is ever called.
 */
export function toNativePromise(thenable: PromiseLike<unknown>): Promise<unknown> {
  return thenable instanceof Promise ? thenable : Promise.resolve(thenable);
}

/** Whether `await` would wait for `value`. Throws what the getter of `then` throws. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return false;
  return typeof (value as PromiseLike<unknown>).then === 'function';
}
