import { format } from 'node:util';
import { captureStack } from './capture-stack.ts';
import { processWide } from './process-wide.ts';
import { hasClaims, ownersOfStack, type StackOwner } from './stack-owners.ts';

/** What a plugin printed with `console`. */
export interface ConsoleOutput {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly text: string;
}

/** Gives `false` for output that it does not want, which is printed then. */
type Watcher = (owner: StackOwner, output: ConsoleOutput) => boolean;

/** The methods that print; the others of Node's console call these. */
const LEVELS = { debug: 'debug', error: 'error', info: 'info', log: 'info', warn: 'warn' } as const;

type Method = keyof typeof LEVELS;
type Print = (...args: unknown[]) => void;

interface Patch {
  readonly original: Print;
  readonly patched: Print;
}

interface Shared {
  readonly watchers: Set<Watcher>;
  readonly patches: Map<Method, Patch>;
  /** While watchers are told: a logger may well print with `console`. */
  isDelivering: boolean;
}

const shared = processWide<Shared>('console-capture.1', () => ({
  watchers: new Set(),
  patches: new Map(),
  isDelivering: false,
}));

/**
 * Gets what code in claimed folders prints with `console`, whichever manager claimed them, in place of the output. All
 * other calls pass through. Gives the undo.
 */
export function captureConsole(onOutput: Watcher): () => void {
  // The same function given twice has to be undone twice.
  const watcher: Watcher = (owner, output) => onOutput(owner, output);
  shared.watchers.add(watcher);
  for (const method of Object.keys(LEVELS) as Method[]) install(method);
  return () => {
    shared.watchers.delete(watcher);
    if (shared.watchers.size > 0) return;
    for (const method of Object.keys(LEVELS) as Method[]) restore(method);
  };
}

function install(method: Method): void {
  // One that somebody else has wrapped is still there below, and works again.
  if (shared.patches.has(method)) return;
  const original = console[method];
  const level = LEVELS[method];
  const patched = function (this: unknown, ...args: unknown[]): void {
    if (!capture(level, args)) Reflect.apply(original, this, args);
  };
  Object.defineProperty(patched, 'name', { value: method });
  shared.patches.set(method, { original, patched });
  console[method] = patched;
}

/** Leaves the patch of somebody who came later alone; ours below it passes everything through. */
function restore(method: Method): void {
  const patch = shared.patches.get(method);
  if (patch === undefined || console[method] !== patch.patched) return;
  console[method] = patch.original;
  shared.patches.delete(method);
}

/** Whether the call was a plugin's, and was told to the watchers. */
function capture(level: ConsoleOutput['level'], args: readonly unknown[]): boolean {
  if (shared.watchers.size === 0 || shared.isDelivering || !hasClaims()) return false;
  const owners = ownersOfStack(captureStack());
  if (owners.length === 0) return false;
  const text = format(...args);
  shared.isDelivering = true;
  try {
    const wanted = owners.flatMap((owner) => [...shared.watchers].map((watcher) => watcher(owner, { level, text })));
    return wanted.includes(true);
  } catch {
    // What could not be taken in is printed after all.
    return false;
  } finally {
    shared.isDelivering = false;
  }
}
