// A host that nothing is lost with. Runs the probes in one place and prints what came of each, as lines of JSON.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import inspector from 'node:inspector';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { BroadcastChannel, MessageChannel, Worker } from 'node:worker_threads';
import { PROBES } from './probes/all.mjs';
import { tryProbe } from './try-probe.mjs';

const unitFile = fileURLToPath(new URL('unit.mjs', import.meta.url));
const { names, kind, scrubs, argv, execArgv, env, world: places } = JSON.parse(process.argv[2]);

process.on('SIGUSR2', () => {});
process.on('workerMessage', () => {});
const channel = new BroadcastChannel('escape');
channel.addEventListener('message', ({ data }) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel between threads, not windows
  if (data === 'hello') channel.postMessage('welcome');
});
rmSync(places.socketPath, { force: true });
const server = createServer((_request, response) => response.end('x')).listen(0, '127.0.0.1');
const local = createServer((_request, response) => response.end('x')).listen(places.socketPath);
await Promise.all([server, local].map((one) => once(one, 'listening')));
const datagrams = createSocket('udp4').bind(server.address().port, '127.0.0.1');
let datagramCame = false;
datagrams.on('message', () => {
  datagramCame = true;
});
const ARRIVALS = { datagram: () => datagramCame, inspector: () => inspector.url() !== undefined, file: existsSync };
const world = { ...places, hostPid: process.pid, port: server.address().port, openFile: openSync(places.secret) };

try {
  await (kind === 'inline' ? tryHere() : tryInUnits());
} catch (error) {
  print({ unusable: error.message });
}
process.exit(0);

/** As a plugin in the thread of the host. */
async function tryHere() {
  process.on('uncaughtException', () => {});
  process.on('unhandledRejection', () => {});
  for (const name of names) {
    print({ begins: name });
    print({ name, outcome: await arrived(await tryProbe(PROBES[name], world)) });
    // The inspector opens once, and another probe tries that too.
    if (inspector.url() !== undefined) inspector.close();
  }
}

/** A probe may end its unit: then the next one goes on. What is known is printed at once, because one in a thread may end this process. */
async function tryInUnits() {
  const waiting = [...names];
  let hasBegun = false;
  while (waiting.length > 0) {
    let current = waiting[0];
    const settle = (name, outcome) => {
      waiting.splice(waiting.indexOf(name), 1);
      print({ name, outcome });
    };
    const hear = async (message) => {
      hasBegun = true;
      if (message.begins !== undefined) current = message.begins;
      if (message.name !== undefined) settle(message.name, await arrived(message.outcome));
      else if (message.begins !== undefined) print({ begins: current });
    };
    const task = { names: [...waiting], world, scrubs };
    const output = await (kind === 'worker' ? runWorker(task, hear) : runProcess(task, hear));
    if (!hasBegun) return print({ unusable: lastLine(output.stderr) });
    // The unit ended in the middle of a probe, which may have made another program of it.
    if (waiting.length > 0) settle(current, output.stdout.includes('YES') ? 'YES' : 'failed');
  }
}

function print(line) {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

function lastLine(output) {
  return output.trim().split('\n').at(-1) || 'it ended before the first probe began';
}

async function runProcess(task, hear) {
  const [program, ...rest] = [...argv, unitFile, JSON.stringify(task)];
  const child = spawn(program, rest, { env, cwd: task.world.folder, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const failed = new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ stdout: '', stderr: message }));
  });
  const hearing = [];
  const lines = createInterface({ input: child.stdio[3] });
  // What a probe left behind may keep a unit from ending, or stop it in the middle.
  let patience = setTimeout(() => child.kill('SIGKILL'), 5000);
  lines.on('line', (line) => {
    const message = JSON.parse(line);
    clearTimeout(patience);
    if (message.done) child.kill('SIGKILL');
    else patience = setTimeout(() => child.kill('SIGKILL'), 5000);
    hearing.push(hear(message));
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(lines, 'close')]);
  const output = await Promise.race([failed, ended.then(([stdout, stderr]) => ({ stdout, stderr }))]);
  clearTimeout(patience);
  await Promise.all(hearing);
  return output;
}

async function runWorker(task, hear) {
  const { port1, port2 } = new MessageChannel();
  const workerData = { ...task, port: port2 };
  const worker = new Worker(unitFile, { workerData, transferList: [port2], execArgv, env, stdout: true });
  let stderr = '';
  worker.on('error', (error) => {
    stderr = String(error?.message);
  });
  const hearing = [];
  port1.on('message', (message) => {
    hearing.push(hear(message).then(() => port1.postMessage('heard')));
  });
  await once(worker, 'exit');
  await Promise.all(hearing);
  port1.close();
  return { stdout: '', stderr };
}

/** What a probe cannot know itself: whether it reached the host. That takes its time. */
async function arrived(outcome) {
  if (outcome.ask === undefined) return outcome;
  const hasArrived = ARRIVALS[outcome.ask];
  for (let turn = 0; turn < 100 && !hasArrived(outcome.path); turn += 1) {
    await sleep(10);
  }
  return hasArrived(outcome.path) ? 'YES' : 'failed';
}
