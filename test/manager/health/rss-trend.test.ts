import { expect, test } from 'vitest';
import { slopeOf } from '../../../src/manager/health/rss-trend.ts';

test('the trend is that of the line nearest to the measurements', () => {
  const noise = [3, -2, 1, -1, -3, 2, 0, 1, -1, 0];
  const slope = slopeOf(noise.map((off, second) => [second, 100 + 7 * second + off]));
  expect([
    Math.round(slope),
    slopeOf([
      [1, 5],
      [1, 9],
    ]),
    slopeOf([
      [0, 4],
      [1, 4],
      [2, 4],
    ]),
  ]).toEqual([7, 0, 0]);
});
