import { documentChannel } from './document-channel.ts';
import { endProcess } from './end-process.ts';

/** How long a command may take to end before it is said how to end it at once, in milliseconds. */
const TELL_AFTER_MS = 1000;
/** How long it may take at all. Who signals from afar does so once. */
const PATIENCE_MS = 10_000;

/**
 * The first interrupt is for the command, the second ends it; so does a command that takes too long. Gives what stops the listening.
 *
 * Each signal is counted by itself: the second process of a command hears one from the terminal and another from the first process.
 */
export function onInterrupt(abort: () => void): () => void {
  const asked = new Set<NodeJS.Signals>();
  const listen = (signal: NodeJS.Signals): void => {
    const end = (): void => endProcess(signal === 'SIGINT' ? 130 : 143);
    if (asked.has(signal)) end();
    asked.add(signal);
    abort();
    setTimeout(tellHowToEnd, TELL_AFTER_MS).unref();
    setTimeout(end, PATIENCE_MS).unref();
  };
  process.on('SIGINT', listen).on('SIGTERM', listen);
  return () => void process.off('SIGINT', listen).off('SIGTERM', listen);
}

function tellHowToEnd(): void {
  const isSeen = process.stderr.isTTY && documentChannel === undefined;
  if (isSeen) process.stderr.write('\nEnding what runs; interrupt once more to end at once.\n');
}
