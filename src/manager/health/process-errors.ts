import { describeThrown } from '../../errors/describe-value.ts';
import { warnProcess } from '../../hooks/warn-process.ts';
import { ownersOfError } from './error-owners.ts';
import { listenBesideOthers } from './listen-beside-others.ts';
import { processWide } from './process-wide.ts';
import type { StackOwner } from './stack-owners.ts';

/** An error that nobody handled. */
export interface StrayError {
  readonly error: unknown;
  readonly origin: 'uncaughtException' | 'unhandledRejection';
}

type Watcher = (owner: StackOwner, stray: StrayError) => void;

interface Shared {
  readonly watchers: Set<Watcher>;
  uninstall: (() => void) | undefined;
}

const shared = processWide<Shared>('process-errors.1', () => ({ watchers: new Set(), uninstall: undefined }));

/**
 * Hears of errors that nobody handled and whose stack lies in a claimed folder, whichever manager claimed it: the process
 * lives on after them. All other errors go the way that they would go without us. Listeners of the host for the events of
 * the process are called in any case. Gives the undo.
 */
export function watchProcessErrors(onError: Watcher): () => void {
  // The same function given twice has to be undone twice.
  const watcher: Watcher = (owner, stray) => onError(owner, stray);
  shared.watchers.add(watcher);
  shared.uninstall ??= install(shared.watchers);
  return () => {
    shared.watchers.delete(watcher);
    if (shared.watchers.size > 0) return;
    shared.uninstall?.();
    shared.uninstall = undefined;
  };
}

function install(watchers: ReadonlySet<Watcher>): () => void {
  /** A rejection that has gone the way of an exception: under `--unhandled-rejections=strict` it is emitted once more. */
  let passed: { readonly reason: unknown } | undefined;

  // A monitor: the mere presence of a listener for "uncaughtException" would keep the process alive after any error. By
  // default Node makes exceptions of rejections that nobody listens to, so they come here as well.
  const onException = (error: unknown, origin: StrayError['origin']): void => {
    if (origin === 'unhandledRejection') {
      passed = { reason: error };
      setImmediate(() => (passed = undefined));
    }
    if (deliver(watchers, { error, origin })) surviveException();
  };
  const onRejection = (reason: unknown): void => {
    if (passed !== undefined && passed.reason === reason) return;
    deliver(watchers, { error: reason, origin: 'unhandledRejection' });
  };

  process.on('uncaughtExceptionMonitor', onException);
  const unlisten = listenBesideOthers(onRejection);
  return () => {
    process.off('uncaughtExceptionMonitor', onException);
    unlisten();
  };
}

/** Node ends the process unless somebody listens to the event that it emits right after this. */
function surviveException(): void {
  // Whoever set the callback gets the error in place of the listeners, and the process lives.
  if (process.hasUncaughtExceptionCaptureCallback()) return;
  process.once('uncaughtException', () => {});
}

/** Whether the error is somebody's. */
function deliver(watchers: ReadonlySet<Watcher>, stray: StrayError): boolean {
  const owners = ownersOfError(stray.error);
  for (const owner of owners) {
    for (const watcher of watchers) tell(watcher, owner, stray);
  }
  return owners.length > 0;
}

/** An error in here would end the process. */
function tell(watcher: Watcher, owner: StackOwner, stray: StrayError): void {
  try {
    watcher(owner, stray);
  } catch (thrown) {
    const what = `An error of the plugin "${owner.plugin}" could not be reported (${describeThrown(thrown)})`;
    warnProcess(`${what}: ${describeThrown(stray.error)}`, 'PLUGIN_ERROR_LATE');
  }
}
