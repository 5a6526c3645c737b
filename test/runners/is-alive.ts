import { readFileSync } from 'node:fs';

/** Whether there is a process with this id that still runs: one that has ended may wait for somebody to take note of it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
