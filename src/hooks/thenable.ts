// oxlint-disable-next-line typescript/unbound-method -- always used with `call`
const { then } = Promise.prototype;

/**
 * A promise of the language for any thenable, so that its callbacks run once, later, and never both. Promises are given
 * back as they are, whatever `then` a plugin may have put on them: only the built-in `then` is ever called.
 */
function toNativePromise(thenable: PromiseLike<unknown>): Promise<unknown> {
  return thenable instanceof Promise ? thenable : Promise.resolve(thenable);
}

/** Whether `await` would wait for `value`. Throws what the getter of `then` throws. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return false;
  return typeof (value as PromiseLike<unknown>).then === 'function';
}

/** Subscribes to any thenable with the built-in `then`. One whose constructor or `then` is broken rejects. */
export function listen(
  thenable: PromiseLike<unknown>,
  onValue: ((value: unknown) => void) | undefined,
  onError: (thrown: unknown) => void,
): void {
  try {
    const promise = toNativePromise(thenable);
    // The same call twice, but the engine inlines the first: it is worth 8 % of a call whose hookimpls return promises.
    // Both outcomes are handled, and the handlers do not throw.
    // oxlint-disable typescript/no-floating-promises
    if (promise.then === then) promise.then(onValue, onError);
    else then.call(promise, onValue, onError);
    // oxlint-enable typescript/no-floating-promises
  } catch (thrown) {
    queueMicrotask(() => onError(thrown));
  }
}

/** What `run` gives, waited for like any thenable; rejects with what it throws. */
export function toPromise(run: () => unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const value = run();
    if (isThenable(value)) listen(value, resolve, reject);
    else resolve(value);
  });
}

export function ignoreRejection(): void {
  // What there was to say about the promise has been said.
}
