import { ownersOfStack } from './stack-owners.ts';

/**
 * Where Node opens something for whoever asks, and closes it when it likes: connections of `fetch` and of agents, which it keeps
 * for the next request; `AbortSignal.timeout`; the streams of the process.
 */
const KEEPERS = /\bnode:(?:internal\/(?:abort_controller|bootstrap|deps\/undici)|_http_agent)\b/;

/** Whether it is not the code that leads a stack that has opened something, but Node for itself: nobody can close that. */
export function isKeptByNode(stack = ''): boolean {
  for (const frame of stack.split('\n')) {
    if (KEEPERS.test(frame)) return true;
    if (ownersOfStack(frame).length > 0) return false;
  }
  return false;
}
