const KEY = Symbol.for('hookline.copies.1');

/**
 * A number that no copy of any module in this process has. Modules stay in memory under their address: a number that
 * another manager, or another copy of this package, has used would give what that one loaded, not what the file is now.
 */
export function nextCopy(): number {
  const shared = globalThis as { [KEY]?: number };
  const copy = (shared[KEY] ?? 0) + 1;
  shared[KEY] = copy;
  return copy;
}
