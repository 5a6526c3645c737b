import { setImmediate as nextTurn } from 'node:timers/promises';

/** A promise together with what settles it. */
export function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve!: (value: Value) => void;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await nextTurn();
}
