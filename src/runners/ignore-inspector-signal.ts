/**
 * Keeps processes of the same user from waking the inspector of this one: without a listener, SIGUSR1 opens a port through
 * which they can run code in the host (nodejs/node#62537). Gives its undo. Windows has no such signal.
 */
export function ignoreInspectorSignal(): () => void {
  if (process.platform === 'win32') return ignore;
  process.on('SIGUSR1', ignore);
  return () => {
    process.off('SIGUSR1', ignore);
  };
}

function ignore(): void {}
