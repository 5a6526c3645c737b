import { type Warning, warningText } from './error-text.ts';
import type { Style } from './style.ts';

/** What Node says of itself, which is nothing to somebody who runs a command. */
const OF_NODE: ReadonlySet<string> = new Set(['ExperimentalWarning', 'DeprecationWarning']);

/**
 * Shows warnings of the process as errors are shown. Node would print them as they are, with whatever a plugin wrote into them. Those
 * of Node itself are shown with `--verbose`.
 */
export function tellWarnings(style: Style, flags: { readonly verbose: boolean }): void {
  // Asked to keep quiet, Node does not listen.
  if (process.listenerCount('warning') === 0) return;
  process.removeAllListeners('warning');
  process.on('warning', (warning: Warning) => {
    if (!flags.verbose && OF_NODE.has(warning.name)) return;
    process.stderr.write(`${warningText(warning, style, flags)}\n`);
  });
}
