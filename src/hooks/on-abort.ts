/** Those that wait for a signal, and the one listener for all of them: Node takes the eleventh of a signal for a leak. */
interface Watch {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

const watches = new WeakMap<AbortSignal, Watch>();

/** Calls `callback` once `signal` is aborted. Gives the undo; the last undo takes the listener off the signal. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const watch = watches.get(signal) ?? watchSignal(signal);
  watch.callbacks.add(callback);
  return () => {
    watch.callbacks.delete(callback);
    if (watch.callbacks.size > 0 || watches.get(signal) !== watch) return;
    signal.removeEventListener('abort', watch.listener);
    watches.delete(signal);
  };
}

function watchSignal(signal: AbortSignal): Watch {
  const callbacks = new Set<() => void>();
  const listener = (): void => {
    // Anybody can dispatch an event to a signal: only `aborted` counts.
    if (signal.aborted) for (const callback of Array.from(callbacks)) callback();
  };
  const watch = { callbacks, listener };
  watches.set(signal, watch);
  signal.addEventListener('abort', listener);
  return watch;
}
