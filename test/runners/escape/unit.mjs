// What a runner would start: opens its channel, scrubs, and then tries one probe after the other.
import { once } from 'node:events';
import { Socket } from 'node:net';
import { isMainThread, workerData } from 'node:worker_threads';
import { scrub } from '../../../src/runners/scrub.mjs';
import { PROBES } from './probes/all.mjs';

const { names, world, scrubs } = isMainThread ? JSON.parse(process.argv[2]) : workerData;
const say = isMainThread ? openDescriptor(3) : askHost(workerData.port);
if (scrubs) scrub({ net: false, exec: false, native: false });

// Nothing that a probe leaves behind may end the unit before the others were tried.
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});

for (const name of names) {
  await say({ begins: name });
  await say({ name, outcome: await outcomeOf(PROBES[name]) });
}
await say({ done: true });
if (isMainThread) process.exit(0);
workerData.port.close();

/** @returns {Promise<'YES' | 'denied' | 'failed' | { ask: string }>} Sometimes only the host knows. */
async function outcomeOf(probe) {
  try {
    const worked = await Promise.race([probe(world), tired()]);
    return worked?.ask === undefined ? (worked ? 'YES' : 'failed') : worked;
  } catch (error) {
    return isDenial(error) || isDenial(error?.cause) ? 'denied' : 'failed';
  }
}

/** What nobody answers has failed. */
function tired() {
  return new Promise((resolve) => {
    setTimeout(resolve, 3000).unref();
  });
}

function isDenial(error) {
  return error?.code === 'ERR_ACCESS_DENIED' || error?.code === 'ERR_DLOPEN_DISABLED';
}

function openDescriptor(fd) {
  const channel = new Socket({ fd });
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
