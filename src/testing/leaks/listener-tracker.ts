import { captureStack } from '../../manager/health/capture-stack.ts';
import type { Leak } from './leak.ts';
import { placeOfStack } from '../../manager/health/place-of-stack.ts';

/** Knows which listeners of the process were added by plugins and tests since it was started, and are still there. */
export interface ListenerTracker {
  /** The same objects each time. */
  open(): readonly Omit<Leak, 'count'>[];
  stop(): void;
}

interface Added {
  readonly event: string | symbol;
  readonly listener: unknown;
  readonly leak: Omit<Leak, 'count'>;
}

export function trackListeners(): ListenerTracker {
  const added: Added[] = [];
  const note = (event: string | symbol, listener: unknown): void => {
    const place = placeOfStack(captureStack());
    const what = `listener of "${String(event)}"`;
    if (place !== undefined) added.push({ event, listener, leak: { what, ...place } });
  };
  process.on('newListener', note);
  return {
    open: () => added.filter(isThere).map(({ leak }) => leak),
    stop: () => void process.off('newListener', note),
  };
}

function isThere({ event, listener }: Added): boolean {
  return process.listeners(event as NodeJS.Signals).includes(listener as NodeJS.SignalsListener);
}
