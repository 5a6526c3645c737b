import { readFile } from 'node:fs/promises';

/** The ids of the processes of plugins that this one has started and that are still there. Only on Linux. */
export async function childProcesses(): Promise<readonly number[]> {
  const text = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  const pids = text.split(' ').filter(Boolean).map(Number);
  const areUnits = await Promise.all(pids.map(isUnit));
  return pids.filter((_, index) => areUnits[index]);
}

async function isUnit(pid: number): Promise<boolean> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.includes('hookline-unit');
}
