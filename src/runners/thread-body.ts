import { randomBytes } from 'node:crypto';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { describeThrown } from '../errors/describe-value.ts';
import { readText } from '../errors/read-property.ts';
import { DEFAULT_LIMITS } from '../rpc/limits.ts';
import { awaitExit } from './await-exit.ts';
import { LastLines } from './last-lines.ts';
import { readLines } from './output-lines.ts';
import { createPortCarrier } from './port-carrier.ts';
import type { UnitExit, UnitRequest } from './runner.ts';
import { createSyncCounters, type SyncLine } from './sync-channel.ts';
import { watchThreadMemory } from './thread-memory-watch.ts';
import type { UnitBody } from './unit-body.ts';
import { UNIT_PROGRAM } from './unit-program.ts';

/** Starts the thread of a unit. */
export function startThread(request: UnitRequest): UnitBody {
  const { plugin, memoryMb, execArgv, env } = request;
  const { port1, port2 } = new MessageChannel();
  const { port1: syncPort, port2: unitSyncPort } = new MessageChannel();
  const counters = createSyncCounters();
  const nonce = randomBytes(16).toString('hex');
  const worker = new Worker(UNIT_PROGRAM, {
    name: plugin.id,
    env,
    execArgv: [...execArgv],
    stdout: true,
    stderr: true,
    workerData: { port: port2, nonce, sync: { port: unitSyncPort, counters } },
    transferList: [port2, unitSyncPort],
    ...(memoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
  });
  return new ThreadBody(request, worker, { port: port1, nonce, sync: { port: syncPort, counters } });
}

interface ThreadLines {
  readonly port: MessagePort;
  readonly nonce: string;
  readonly sync: SyncLine;
}

class ThreadBody implements UnitBody {
  readonly carrier: UnitBody['carrier'];
  readonly nonce: string;
  readonly exited: Promise<UnitExit>;
  readonly pid = undefined;
  readonly sync: SyncLine;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #lastLines = new LastLines();
  #failure: string | undefined;

  constructor(request: UnitRequest, worker: Worker, { port, nonce, sync }: ThreadLines) {
    this.nonce = nonce;
    this.sync = sync;
    this.#worker = worker;
    this.#port = port;
    this.carrier = awaitExit(createPortCarrier(port, DEFAULT_LIMITS.frameBytes));
    this.exited = this.#watch(request);
    readLines(worker.stdout, (line) => request.onOutput('stdout', line));
    readLines(worker.stderr, (line) => {
      this.#lastLines.add(line);
      request.onOutput('stderr', line);
    });
  }

  /** There is one way only to end a thread. */
  terminate(): void {
    this.#worker.terminate().catch(() => {
      // It does not reject; if it did, `exited` would still tell.
    });
  }

  kill(): void {
    this.terminate();
  }

  unref(): void {
    this.#worker.unref();
    this.#port.unref();
  }

  #watch({ memoryMb }: UnitRequest): Promise<UnitExit> {
    const unwatch = watchThreadMemory(this.#worker, memoryMb, (excess) => {
      this.#failure = excess;
      this.kill();
    });
    return new Promise((resolve) => {
      this.#worker.on('error', (error: unknown) => {
        const isOutOfMemory = readText(error as object, 'code') === 'ERR_WORKER_OUT_OF_MEMORY';
        this.#failure = isOutOfMemory
          ? 'ran out of memory'
          : `was ended by an error that nobody caught, ${describeThrown(error)}`;
      });
      this.#worker.once('exit', (code) => {
        unwatch();
        // What was written last is read in the turns that follow.
        setImmediate(() => {
          this.sync.port.close();
          resolve(this.#toExit(code));
        });
      });
    });
  }

  #toExit(code: number): UnitExit {
    const reason = this.#failure ?? `ended with the exit code ${code}`;
    return { code, signal: null, reason, lastLines: this.#lastLines.list };
  }
}
