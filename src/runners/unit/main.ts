import { Socket } from 'node:net';
import { isMainThread, workerData, type MessagePort } from 'node:worker_threads';
import { createFrameCarrier } from '../../rpc/create-frame-carrier.ts';
import { DEFAULT_LIMITS } from '../../rpc/limits.ts';
import { createPortCarrier } from '../port-carrier.ts';
import { createSocketLink } from '../socket-link.ts';
import type { SyncLine } from '../sync-channel.ts';
import { runUnit } from './run-unit.ts';

/*
 * What a thread or process of a plugin runs first. A process has its connection as the file descriptor 3, a thread gets a port;
 * nothing here is seen by the plugin.
 */

/** What the host gave to a thread. */
interface UnitLines {
  readonly port: MessagePort;
  readonly nonce: string;
  readonly sync: SyncLine;
}

const { frameBytes } = DEFAULT_LIMITS;

if (isMainThread) {
  const [, , magic, nonce = ''] = process.argv;
  if (magic === 'hookline-unit') {
    process.argv.splice(2);
    const socket = new Socket({ fd: 3, readable: true, writable: true });
    runUnit(createFrameCarrier(createSocketLink(socket), frameBytes), nonce);
  } else {
    // oxlint-disable no-restricted-properties -- it is the main program here
    process.stderr.write('This runs a plugin of a host, and is started by it: use the plugin manager of Hookline.\n');
    process.exitCode = 64;
    // oxlint-enable no-restricted-properties
  }
} else {
  const { port, nonce, sync } = workerData as UnitLines;
  runUnit(createPortCarrier(port, frameBytes), nonce, sync);
}
