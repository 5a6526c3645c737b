import type { ResourceLimits } from 'node:worker_threads';
import { permissionFlags, type PermissionFlagsOptions } from './permission-flags.ts';

export interface WorkerFlagsOptions extends PermissionFlagsOptions {
  /** The limit of the heap. It does not hold where the host itself was started with `--max-old-space-size`. */
  readonly memoryMb?: number | undefined;
}

export interface WorkerFlags {
  readonly execArgv: readonly string[];
  readonly resourceLimits: ResourceLimits;
}

/**
 * The options with which a thread runs a plugin. A thread is restricted by its own flags, also where the host is not; it is
 * no boundary all the same, because it shares the memory and the descriptors of the host.
 */
export function workerFlags(options: WorkerFlagsOptions): WorkerFlags {
  const { memoryMb } = options;
  return {
    execArgv: [...permissionFlags(options)],
    resourceLimits: memoryMb === undefined ? {} : { maxOldGenerationSizeMb: memoryMb },
  };
}
