/**
 * The goals for plugins in threads and processes of their own: what is compared with what, and the most or the least that is asked
 * for. `most` and `least` can depend on the version of Node.
 */

/**
 * @typedef {object} Goal
 * @property {number} number
 * @property {'calls' | 'starts' | 'harm'} of Which measurement it is about.
 * @property {string} what
 * @property {(figures: any) => number | undefined} figure `undefined` where the platform does not tell.
 * @property {Unit} unit
 * @property {number} [most]
 * @property {number} [least]
 *
 * @typedef {'ratio' | 'ms' | 'MiB' | 'count'} Unit
 */

const major = Number.parseInt(process.versions.node, 10);

/** @type {readonly Goal[]} */
export const ISOLATION_GOALS = [
  ...calls('small', [
    [
      1,
      'call of a worker, 200 B, deadline and signal on, by raw MessageChannel',
      'worker',
      'raw',
      major < 22 ? 1.35 : 1.15,
    ],
    [1, 'the same by birpc', 'worker', 'birpc', 1],
    [1, 'the same by comlink', 'worker', 'comlink', 1],
  ]),
  throughput(2, 'calls of a worker in a time, 128 in flight, by raw MessageChannel', 'worker', 'raw', 1.3),
  cpu(2, 'CPU time of one of them, by raw MessageChannel', 'worker', 0.8),
  ...calls('large', [
    [3, 'plain object of 10 KB to a worker and back, by structured clone', 'worker', 'raw', major < 22 ? 0.9 : 0.85],
  ]),
  ...calls('huge', [[3, 'plain object of 1 MB, by structured clone', 'worker', 'raw', 0.85]]),
  ...calls('bytes', [
    [4, '1 MB of bytes that are moved, by a call without arguments', 'moved', 'nothing', 1.4],
    [4, '1 MB of bytes that are moved, by the same copied', 'moved', 'copied', 0.1],
  ]),
  ...calls('small', [
    [5, 'synchronous call of a worker, by an asynchronous raw one', 'sync', 'raw', major < 24 ? 0.95 : 0.75],
    [6, 'call of a process, 200 B, by raw MessageChannel', 'process', 'raw', 1.5],
    [6, 'the same by raw frames over fd 3', 'process', 'framed', 1.15],
  ]),
  throughput(7, 'calls of a process in a time, 128 in flight, by raw MessageChannel', 'process', 'raw', 1.4),
  throughput(7, 'the same by raw frames over fd 3, one for each message', 'process', 'framed', 1.5),
  cpu(7, 'CPU time of one of them, by raw MessageChannel', 'process', 0.75),
  ...calls('small', [
    [8, 'call of a worker that calls a service of the host, by raw MessageChannel', 'nested', 'raw', 2.4],
    [8, 'call of a worker that rejects, with a cause, by raw MessageChannel', 'failed', 'raw', 3],
    [8, 'the same in a process', 'failedInProcess', 'raw', 3],
  ]),
  limit(9, 'calls', 'abort: until the caller is settled', 'ms', ({ aborts }) => aborts.settled, 0.1),
  limit(9, 'calls', "abort: until the plugin's signal fires", 'ms', ({ aborts }) => aborts.fired, 0.5),
  limit(10, 'starts', 'start of a worker, by an empty one', 'ratio', ({ cold }) => cold.worker / cold.emptyThread, 1.3),
  limit(
    10,
    'starts',
    'start of a process, by an empty one',
    'ratio',
    ({ cold }) => cold.process / cold.emptyProcess,
    1.3,
  ),
  limit(11, 'starts', 'spare worker, to the first answer', 'ms', ({ warm }) => warm.worker.warm, 3),
  limit(11, 'starts', 'the same, by a cold start', 'ratio', ({ warm }) => warm.worker.warm / warm.worker.cold, 0.1),
  limit(11, 'starts', 'spare process, to the first answer', 'ms', ({ warm }) => warm.process.warm, 3),
  limit(11, 'starts', 'the same, by a cold start', 'ratio', ({ warm }) => warm.process.warm / warm.process.cold, 0.1),
  limit(11, 'starts', 'from a crash to the next answer, with a spare', 'ms', ({ warm }) => warm.process.again, 10),
  limit(12, 'starts', 'memory of a worker, beyond an empty one', 'MiB', beyond('worker', 'emptyThread'), 1.5),
  limit(12, 'starts', 'private memory of a process, beyond an empty one', 'MiB', beyond('process', 'emptyProcess'), 2),
  ...['worker', 'process'].flatMap((runner) => [
    limit(13, 'harm', `stuck ${runner}: call settled after its deadline`, 'ms', ({ deadline }) => deadline[runner], 50),
    limit(13, 'harm', `stuck ${runner}: gone after the kill, 99th percentile`, 'ms', ({ kill }) => kill[runner], 250),
  ]),
  limit(14, 'harm', 'misbehaviours of a process: longest that the event loop is late', 'ms', latest, 50),
  limit(15, 'harm', 'a process sends 1,000,000 messages: event loop late', 'ms', ({ flood }) => flood.late, 25),
  limit(15, 'harm', 'the same: memory that the host needs for it', 'MiB', ({ flood }) => flood.grownMb, 16),
  limit(16, 'harm', 'memory hogs in a process: beyond the limit', 'MiB', worst('beyondMb'), 100),
  limit(16, 'harm', 'the same: until it is gone', 'ms', worst('overMs'), 200),
];

function limit(number, of, what, unit, figure, most) {
  return { number, of, what, unit, figure, most };
}

function calls(size, rows) {
  return rows.map(([number, what, one, other, most]) =>
    limit(number, 'calls', what, 'ratio', ({ trips }) => trips[size][one] / trips[size][other], most),
  );
}

function throughput(number, what, one, other, least) {
  const figure = ({ throughput: { time } }) => time[other] / time[one];
  return { number, of: 'calls', what, unit: 'ratio', figure, least };
}

function cpu(number, what, one, most) {
  return limit(number, 'calls', what, 'ratio', ({ throughput: { cpu: used } }) => used[one] / used.raw, most);
}

function beyond(unit, empty) {
  return ({ memory }) => memory && memory[unit] - memory[empty];
}

function latest({ misbehaviours }) {
  return Math.max(...Object.values(misbehaviours).map(({ late }) => late));
}

function worst(key) {
  return ({ hogs }) => hogs && Math.max(...Object.values(hogs).map((hog) => hog[key]));
}
