import { isMainThread } from 'node:worker_threads';
import type { Peer } from '../../rpc/peer.ts';
import { createUnitTable } from './create-unit-table.ts';
import { describeShape } from './describe-shape.ts';
import { createUnitContext } from './unit-context.ts';

/** What starts at once is not held up. */
const PAUSE_MS = 50;

const NOBODY = { id: '', version: '' };
const NOTHING = { config: {}, secretKeys: [], secrets: {}, dataDir: { path: '' } };

/**
 * While a spare waits for its work, does once for no plugin what will be done for its own: what Node loads and compiles when
 * it is first used is there by then. Gives what calls it off.
 */
export function rehearse(peer: Peer): () => void {
  const timer = setTimeout(() => {
    const definition = { hooks: { none: () => {} } };
    createUnitTable(peer, { plugin: NOBODY, definition, ...describeShape(definition) });
    createUnitContext(peer, NOBODY, NOTHING);
    // Node makes them when they are first read; scrubbing reads them.
    // oxlint-disable-next-line no-restricted-properties -- nothing is printed
    if (isMainThread) Array.of<unknown>(process.stdout, process.stderr);
  }, PAUSE_MS);
  return () => clearTimeout(timer);
}
