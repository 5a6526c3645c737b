// A host that nothing is lost with. Runs the probes in one unit and prints what came of each, as lines of JSON.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import inspector from 'node:inspector';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { BroadcastChannel, MessageChannel, Worker } from 'node:worker_threads';

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
await Promise.all([server, local].map((one) => one.listening || once(one, 'listening')));
const datagrams = createSocket('udp4').bind(server.address().port, '127.0.0.1');
let datagramCame = false;
datagrams.on('message', () => {
  datagramCame = true;
});
const ARRIVALS = { datagram: () => datagramCame, inspector: () => inspector.url() !== undefined, file: existsSync };
const world = { ...places, hostPid: process.pid, port: server.address().port, openFile: openSync(places.secret) };

// Line by line, because a probe in a thread may end this process.
const waiting = [...names];
while (waiting.length > 0) {
  let current = waiting[0];
  const hear = async (message) => {
    if (message.begins !== undefined) current = message.begins;
    if (message.name !== undefined) settle(message.name, await arrived(message.outcome));
    else if (message.begins !== undefined) print({ begins: current });
  };
  const task = { names: [...waiting], world, scrubs };
  const output = await (kind === 'worker' ? runWorker(task, hear) : runProcess(task, hear));
  if (waiting.length === 0) break;
  // The unit ended in the middle of a probe, which may have made another program of it.
  settle(current, output.includes('YES') ? 'YES' : 'failed');
}
process.exit(0);

function settle(name, outcome) {
  waiting.splice(waiting.indexOf(name), 1);
  print({ name, outcome });
}

function print(line) {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function runProcess(task, hear) {
  const [program, ...rest] = [...argv, unitFile, JSON.stringify(task)];
  const child = spawn(program, rest, { env, cwd: task.world.folder, stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
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
  await Promise.all([once(child, 'close'), once(lines, 'close')]);
  clearTimeout(patience);
  await Promise.all(hearing);
  return output;
}

async function runWorker(task, hear) {
  const { port1, port2 } = new MessageChannel();
  const workerData = { ...task, port: port2 };
  const worker = new Worker(unitFile, { workerData, transferList: [port2], execArgv, env, stdout: true });
  worker.on('error', () => {});
  const hearing = [];
  port1.on('message', (message) => {
    hearing.push(hear(message).then(() => port1.postMessage('heard')));
  });
  await once(worker, 'exit');
  await Promise.all(hearing);
  port1.close();
  return '';
}

/** What a probe cannot know itself: whether it reached the host. That takes its time. */
async function arrived(outcome) {
  if (outcome.ask === undefined) return outcome;
  const hasArrived = ARRIVALS[outcome.ask];
  for (let turn = 0; turn < 100 && !hasArrived(outcome.path); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return hasArrived(outcome.path) ? 'YES' : 'failed';
}
