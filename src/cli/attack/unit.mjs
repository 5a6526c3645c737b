// What a runner would start: opens its channel, scrubs, and then tries one probe after the other.
import { once } from 'node:events';
import { Socket } from 'node:net';
import { isMainThread, workerData } from 'node:worker_threads';
import { scrub } from '../../runners/scrub.mjs';
import { PROBES } from './probes/all.mjs';
import { tryProbe } from './try-probe.mjs';

const { names, world, scrubs } = isMainThread ? JSON.parse(process.argv[2]) : workerData;
const say = isMainThread ? openDescriptor(3) : askHost(workerData.port);
if (scrubs) scrub({ net: false, exec: false, native: false });

// Nothing that a probe leaves behind may end the unit before the others were tried.
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});

for (const name of names) {
  await say({ begins: name });
  await say({ name, outcome: await tryProbe(PROBES[name], world) });
}
await say({ done: true });
if (isMainThread) process.exit(0);
workerData.port.close();

function openDescriptor(fd) {
  const channel = new Socket({ fd });
  // Without the host nothing goes on.
  channel.once('close', () => process.exit(1)).resume();
  return (message) =>
    new Promise((resolve) => {
      channel.write(`${JSON.stringify(message)}\n`, resolve);
    });
}

/** A probe may end the host, which has to know by then which one it is. */
function askHost(port) {
  return async (message) => {
    port.postMessage(message);
    await once(port, 'message');
  };
}
