import { isDeepStrictEqual } from 'node:util';
import type { FoundPlugin } from '../../discovery/source.ts';

/** Whether a plugin that was found again is as it was, as far as can be told without its code. */
export function isSamePlugin(left: FoundPlugin, right: FoundPlugin): boolean {
  if (left === right) return true;
  return (
    left.entryFile === right.entryFile && left.load === right.load && isDeepStrictEqual(left.manifest, right.manifest)
  );
}
