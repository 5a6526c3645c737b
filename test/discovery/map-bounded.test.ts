import { expect, test } from 'vitest';
import { mapBounded } from '../../src/discovery/map-bounded.ts';

test('the results are in the order of the items, and at most sixteen are under way', async () => {
  const items = Array.from({ length: 100 }, (_, index) => index);
  let underWay = 0;
  let most = 0;
  const results = await mapBounded(items, async (item) => {
    most = Math.max(most, ++underWay);
    for (let turn = 0; turn < 2 + ((item * 7) % 5); turn++) await Promise.resolve();
    underWay -= 1;
    return item * 2;
  });
  expect(results).toEqual(items.map((item) => item * 2));
  expect(most).toBe(16);
});

test('no items give no results, and the first failure rejects', async () => {
  expect(await mapBounded([], () => Promise.reject(new Error('never')))).toEqual([]);
  await expect(mapBounded([1, 2], () => Promise.reject(new Error('now')))).rejects.toThrow('now');
});
