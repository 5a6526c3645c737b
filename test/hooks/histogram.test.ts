import { describe, expect, test } from 'vitest';
import { Histogram } from '../../src/hooks/histogram.ts';
import { createRandom } from '../examples/random.ts';

const COUNT = 20_000;
const FRACTIONS = [0.5, 0.95, 0.99];
const random = createRandom(7);

const DISTRIBUTIONS: Record<string, (index: number) => number> = {
  'a uniform one': () => random.next() * 10,
  'an exponential one': () => -Math.log(1 - random.next()) * 3,
  'one with two peaks': (index) => (index % 2 === 0 ? 0.01 : 200) * (1 + random.next() / 10),
  'one with a long tail': () => 1 / (1 - random.next()) ** 2,
  'a constant one': () => 12.5,
  'powers of two, where buckets begin': (index) => 2 ** ((index % 40) - 15),
  'one of a nanosecond': () => 1e-6,
  'one of eleven days': () => 1e9,
  'one of nothing but zero': () => 0,
  'a single value': () => 0.37,
};

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

/** The smallest value that is not less than `fraction` of all. */
function truePercentile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)]!;
}

describe.each(Object.entries(DISTRIBUTIONS))('of a distribution: %s', (name, draw) => {
  const values = Array.from({ length: name === 'a single value' ? 1 : COUNT }, (_, index) => draw(index));
  const histogram = histogramOf(values);

  test('percentiles are within 5 % of the true ones', () => {
    const wrong = FRACTIONS.map((fraction) => ({
      fraction,
      expected: truePercentile(values, fraction),
      given: histogram.percentile(fraction),
    })).filter(({ expected, given }) => Math.abs(given - expected) > 0.05 * expected);
    expect(wrong).toEqual([]);
  });

  test('count, sum and maximum are exact', () => {
    const { count, sum, max } = histogram;
    const expected = values.reduce((total, value) => total + value, 0);
    expect({ count, sum, max }).toEqual({
      count: values.length,
      sum: expected,
      max: values.toSorted((a, b) => b - a)[0],
    });
  });
});

describe('a histogram', () => {
  test('has no percentiles without records', () => {
    expect(new Histogram().percentile(0.5)).toBeNaN();
  });

  test('gives percentiles of few records by the nearest rank', () => {
    const histogram = histogramOf([1, 2, 4, 8]);
    const percentiles = [0, 0.25, 0.5, 0.75, 1].map((fraction) => Math.round(histogram.percentile(fraction)));
    expect(percentiles).toEqual([1, 1, 2, 4, 8]);
  });

  test('gives no percentile outside of what was recorded', () => {
    expect(histogramOf([1, 1, 1]).percentile(0.99)).toBe(1);
    expect(histogramOf([1.06]).percentile(0.5)).toBe(1.06);
    expect(histogramOf([1e-8]).percentile(0.5)).toBe(1e-8);
  });

  test('takes a clock that goes back, or gives nonsense, for no time at all', () => {
    const { count, sum, max } = histogramOf([-5, NaN, -1e-17, 3]);
    expect({ count, sum, max }).toEqual({ count: 4, sum: 3, max: 3 });
    expect(histogramOf([-5, -5, 3]).percentile(0.5)).toBe(0);
  });

  test('puts what lasts longer than 24 days into one bucket, and keeps its maximum', () => {
    const { max } = histogramOf([2 ** 40, 1e300]);
    expect(max).toBe(1e300);
    expect(histogramOf([2 ** 40]).percentile(0.5)).toBeGreaterThan(2 ** 31);
  });
});
