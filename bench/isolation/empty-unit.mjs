import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** The least that a thread can be, once it has said a word. */
export async function startEmptyThread() {
  const worker = new Worker(new URL('./empty-thread.mjs', import.meta.url));
  await once(worker, 'message');
  return { stop: () => worker.terminate() };
}

/** The least that a process can be. */
export async function startEmptyProcess() {
  const file = fileURLToPath(new URL('./empty-process.mjs', import.meta.url));
  const child = spawn(process.execPath, [file], { env: {}, stdio: ['ignore', 'inherit', 'inherit', 'pipe'] });
  await once(child.stdio[3], 'data');
  return {
    pid: child.pid,
    stop: async () => {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}
