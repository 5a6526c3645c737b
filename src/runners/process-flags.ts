import { nodeFeatures } from './node-features.ts';
import { permissionFlags, type PermissionFlagsOptions } from './permission-flags.ts';

export interface ProcessFlagsOptions extends PermissionFlagsOptions {
  /** The limit of the heap. Memory beside the heap is for the watchdog: no flag limits it. */
  readonly memoryMb?: number | undefined;
}

export interface ProcessFlags {
  /** What stands between the program and the script. */
  readonly execArgv: readonly string[];
}

/** The flags with which Node runs a plugin in a process of its own. */
export function processFlags(options: ProcessFlagsOptions): ProcessFlags {
  const { node, memoryMb } = options;
  return {
    execArgv: [
      ...permissionFlags(options),
      // Otherwise a sibling could wake the inspector of this process and run code in it.
      ...(nodeFeatures(node).disableSigusr1 ? ['--disable-sigusr1'] : []),
      ...(memoryMb === undefined ? [] : [`--max-old-space-size=${Math.max(1, Math.round(memoryMb))}`]),
    ],
  };
}
