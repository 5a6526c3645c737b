const EVENT = 'unhandledRejection';

/**
 * Hears of rejections that nobody handled, whenever that makes no difference to what Node does with them: as long as
 * somebody else listens, too, and where listeners never count. Gives the undo.
 */
export function listenBesideOthers(listener: (reason: unknown) => void): () => void {
  const isListening = (): boolean => process.listeners(EVENT).includes(listener);
  const listen = (): void => {
    // Before the others, so that one that hears of a single rejection still counts while ours is called.
    if (!isListening()) process.prependListener(EVENT, listener);
  };
  const onAdded = (event: string | symbol, added: unknown): void => {
    if (event === EVENT && added !== listener) listen();
  };
  const onRemoved = (event: string | symbol, removed: unknown): void => {
    if (event === EVENT && removed !== listener && process.listenerCount(EVENT) === 1) process.off(EVENT, listener);
  };

  if (listenersNeverCount()) {
    listen();
    return () => process.off(EVENT, listener);
  }
  if (process.listenerCount(EVENT) > 0) listen();
  process.on('newListener', onAdded);
  process.on('removeListener', onRemoved);
  return () => {
    process.off('newListener', onAdded);
    process.off('removeListener', onRemoved);
    process.off(EVENT, listener);
  };
}

/** In these modes Node does the same with and without listeners, and rejections never become exceptions. */
function listenersNeverCount(): boolean {
  const options = [process.env['NODE_OPTIONS'] ?? '', ...process.execArgv].join(' ');
  // The last one holds.
  const mode = [...options.matchAll(/--unhandled-rejections[= ]([\w-]+)/g)].at(-1)?.[1];
  return mode === 'warn' || mode === 'none';
}
