import { onTestFinished } from 'vitest';
import { acquireFileLock } from '../../../src/manager/state/file-lock.ts';

/** Holds a lock for as long as the test runs. */
export async function holdLock(path: string): Promise<void> {
  const lock = await acquireFileLock(path);
  onTestFinished(() => lock.release());
}
