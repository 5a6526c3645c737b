import type { Worker } from 'node:worker_threads';

const INTERVAL_MS = 100;

/** What a thread may have beside the heap that it was given, in MiB. */
const BESIDE_MB = 64;

/** Newer versions of Node tell how much memory a thread uses; the types are of the oldest that is supported. */
type MeasuredWorker = Worker & {
  readonly getHeapStatistics?: () => Promise<{ readonly used_heap_size: number; readonly external_memory: number }>;
};

/**
 * Looks after the memory of a thread beside its heap, such as buffers, which no limit of Node covers. Calls `onExcess` once, with
 * what happened. Only where Node tells. Gives the end of it.
 */
export function watchThreadMemory(
  worker: MeasuredWorker,
  memoryMb: number | undefined,
  onExcess: (excess: string) => void,
): () => void {
  if (memoryMb === undefined || worker.getHeapStatistics === undefined) return () => {};
  const mostMb = memoryMb + BESIDE_MB;
  let isAsking = false;
  const look = async (): Promise<void> => {
    isAsking = true;
    const { used_heap_size: heap, external_memory: external } = await worker.getHeapStatistics!();
    isAsking = false;
    const usedMb = Math.round((heap + external) / 2 ** 20);
    if (usedMb > mostMb) onExcess(`used ${usedMb} MiB of memory, of at most ${mostMb}, and was ended`);
  };
  const timer = setInterval(() => {
    if (isAsking) return;
    look().catch(() => {
      // It has ended meanwhile.
    });
  }, INTERVAL_MS).unref();
  return () => clearInterval(timer);
}
