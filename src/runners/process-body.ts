import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createFrameCarrier } from '../rpc/create-frame-carrier.ts';
import { DEFAULT_LIMITS } from '../rpc/limits.ts';
import { awaitExit } from './await-exit.ts';
import { dieWithParent } from './die-with-parent.ts';
import { LastLines } from './last-lines.ts';
import { watchMemory } from './memory-watch.ts';
import { readLines } from './output-lines.ts';
import type { UnitExit, UnitRequest } from './runner.ts';
import { createSocketLink } from './socket-link.ts';
import type { UnitBody } from './unit-body.ts';
import { UNIT_PROGRAM } from './unit-program.ts';

/** How long what a process wrote is read after its end, in milliseconds: others may hold its streams open. */
const DRAIN_MS = 300;

/** Starts the process of a unit. */
export async function spawnProcess(request: UnitRequest): Promise<UnitBody> {
  const nonce = randomBytes(16).toString('hex');
  const death = await dieWithParent();
  const [command, ...args] = death.wrap(toArgv(request, nonce));
  const child = spawn(command!, args, {
    cwd: request.folder,
    env: request.env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  death.watch(child);
  return new ProcessBody(request, child, nonce);
}

function toArgv({ memoryMb, execArgv, launcher }: UnitRequest, nonce: string): readonly string[] {
  const heap = memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`];
  const argv = [process.execPath, ...execArgv, ...heap, fileURLToPath(UNIT_PROGRAM), 'hookline-unit', nonce];
  return launcher === undefined ? argv : launcher(argv);
}

class ProcessBody implements UnitBody {
  readonly carrier: UnitBody['carrier'];
  readonly nonce: string;
  readonly exited: Promise<UnitExit>;
  readonly pid: number | undefined;
  readonly #child: ChildProcess;
  readonly #streams: readonly (Readable | Socket)[];
  readonly #lastLines = new LastLines();
  #excess: string | undefined;

  constructor(request: UnitRequest, child: ChildProcess, nonce: string) {
    const { stdout, stderr, stdio } = child;
    const socket = stdio[3] as Socket;
    this.nonce = nonce;
    this.pid = child.pid;
    this.#child = child;
    this.#streams = [stdout!, stderr!, socket];
    this.carrier = awaitExit(createFrameCarrier(createSocketLink(socket), DEFAULT_LIMITS.frameBytes));
    this.exited = this.#watch(request);
    readLines(stdout!, (line) => request.onOutput('stdout', line));
    readLines(stderr!, (line) => {
      this.#lastLines.add(line);
      request.onOutput('stderr', line);
    });
  }

  terminate(): void {
    this.#child.kill('SIGTERM');
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  unref(): void {
    this.#child.unref();
    for (const stream of this.#streams) (stream as Socket).unref();
  }

  #watch({ memoryMb }: UnitRequest): Promise<UnitExit> {
    const child = this.#child;
    const unwatch = watchMemory(child.pid, memoryMb, (excess) => {
      this.#excess = excess;
      this.kill();
    });
    return new Promise((resolve) => {
      const finish = (failure?: string): void => {
        unwatch();
        for (const stream of this.#streams) stream.destroy();
        resolve(this.#toExit(failure));
      };
      child.once('error', (error) => {
        if (child.pid === undefined) finish(`could not be started (${error.message})`);
      });
      child.once('exit', () => setTimeout(finish, DRAIN_MS, undefined).unref());
      child.once('close', () => finish());
    });
  }

  #toExit(failure: string | undefined): UnitExit {
    const { exitCode, signalCode } = this.#child;
    const lastLines = this.#lastLines.list;
    const reason = failure ?? this.#excess ?? reasonOf(exitCode, signalCode, lastLines);
    return { code: exitCode, signal: signalCode, reason, lastLines };
  }
}

function reasonOf(code: number | null, signal: string | null, lastLines: readonly string[]): string {
  if (signal === null) return `ended with the exit code ${code}`;
  const isOutOfMemory = lastLines.some((line) => line.includes('heap out of memory'));
  return isOutOfMemory ? 'ran out of memory' : `was ended by the signal ${signal}`;
}
