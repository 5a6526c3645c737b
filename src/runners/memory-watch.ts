import { readFileSync } from 'node:fs';

const INTERVAL_MS = 100;

/** What a process needs beside its heap, in MiB. */
const BASE_MB = 64;

/** Processes below the one that is watched that are looked at: a launcher has the unit below it. */
const MOST_PROCESSES = 64;

/**
 * Looks after the memory of a process, all of it: the limit of its heap leaves out buffers. Calls `onExcess` once, with what
 * happened. Only where the system tells. Gives the end of it.
 */
export function watchMemory(
  pid: number | undefined,
  memoryMb: number | undefined,
  onExcess: (excess: string) => void,
): () => void {
  if (pid === undefined || memoryMb === undefined || process.platform !== 'linux') return () => {};
  const limitKb = (memoryMb + BASE_MB) * 1024;
  const timer = setInterval(() => {
    const usedKb = residentKb(pid);
    if (usedKb <= limitKb) return;
    clearInterval(timer);
    onExcess(`used ${Math.round(usedKb / 1024)} MiB of memory, of at most ${memoryMb + BASE_MB}, and was ended`);
  }, INTERVAL_MS).unref();
  return () => clearInterval(timer);
}

function residentKb(pid: number): number {
  let sum = 0;
  const pids = [pid];
  for (let index = 0; index < Math.min(pids.length, MOST_PROCESSES); index++) {
    const each = pids[index]!;
    sum += Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${each}/status`))?.[1] ?? 0);
    pids.push(...read(`/proc/${each}/task/${each}/children`).split(' ').filter(Boolean).map(Number));
  }
  return sum;
}

/** What is gone uses nothing. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
