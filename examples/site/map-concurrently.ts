/** How many files are read or written at a time: enough to keep a disk busy, far from the limit of open files. */
const CONCURRENCY = 16;

/** Like `Promise.all` over `items.map(change)`, with only a few at work at a time. The results are in the order of the items. */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  change: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const work = async (): Promise<void> => {
    // All workers take from the same iterator, so each item is taken once.
    for (const [index, item] of waiting) results[index] = await change(item);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return results;
}
