import { ignoreRejection } from '../../hooks/thenable.ts';
import type { Clock } from '../clock.ts';
import { measureFolder } from './measure-folder.ts';

/** How long it is from one look to the next, in milliseconds. */
const LOOK_MS = 3000;
/** From which part of its limit on a folder is nearly full. */
const NEARLY = 0.9;

export interface DataWatchParts {
  readonly folder: string;
  readonly limitBytes: number;
  readonly clock: Clock;
  /** Whether the plugin could be stopped now. */
  readonly isActive: () => boolean;
  /** Called once. */
  readonly onNearlyFull: (bytes: number) => void;
  /** There is more than there may be; nobody looks any more. */
  readonly onOver: () => void;
}

/** Looks every few seconds at how much there is in the data folder of a plugin that runs. Gives the end. */
export function watchData(parts: DataWatchParts): () => void {
  const { folder, limitBytes, clock, isActive, onNearlyFull, onOver } = parts;
  let endWait: (() => void) | undefined;
  let isOver = false;
  let isTold = false;
  const look = async (): Promise<void> => {
    const bytes = isActive() ? await measureFolder(folder, limitBytes) : 0;
    if (isOver) return;
    if (bytes > limitBytes && isActive()) {
      isOver = true;
      return onOver();
    }
    if (bytes >= limitBytes * NEARLY && !isTold) {
      isTold = true;
      onNearlyFull(bytes);
    }
    wait();
  };
  const wait = (): void => {
    endWait = clock.setTimeout(() => void look().catch(ignoreRejection), LOOK_MS);
  };
  wait();
  return () => {
    isOver = true;
    endWait?.();
  };
}
