/** A thread that does nothing but say so. */
// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origins
import { parentPort } from 'node:worker_threads';

parentPort.on('message', () => {});
parentPort.postMessage(0);
