/** How many folders and files are looked at at once: enough to keep the disk busy, far below what a process may open. */
const AT_ONCE = 16;

/** Like `Promise.all(items.map(map))`, but with only a few of them under way at a time. */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
  atOnce = AT_ONCE,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  // All lanes draw from one iterator, so each item is taken once.
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await map(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return results;
}
