import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PriorityQueue } from '../../src/hooks/priority-queue.ts';

const bySize = (left: number, right: number): number => left - right;

function drain(queue: PriorityQueue<number>): number[] {
  const taken: number[] = [];
  for (let value = queue.take(); value !== undefined; value = queue.take()) taken.push(value);
  return taken;
}

describe('a priority queue', () => {
  test('gives nothing when it is empty, also after it was not', () => {
    const queue = new PriorityQueue(bySize);
    expect(queue.take()).toBeUndefined();
    queue.add(1);
    expect([queue.take(), queue.take()]).toEqual([1, undefined]);
  });

  test('gives back everything, the smallest first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 })), (values) => {
        const queue = new PriorityQueue(bySize);
        for (const value of values) queue.add(value);
        expect(drain(queue)).toEqual(values.toSorted(bySize));
      }),
    );
  });

  test('gives the smallest of what is in it at any time', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer(), { nil: undefined })), (steps) => {
        const queue = new PriorityQueue(bySize);
        const model: number[] = [];
        const taken: unknown[] = [];
        const expected: unknown[] = [];
        for (const step of steps) {
          if (step === undefined) {
            taken.push(queue.take());
            expected.push(model.shift());
          } else {
            queue.add(step);
            model.push(step);
            model.sort(bySize);
          }
        }
        expect([...taken, ...drain(queue)]).toEqual([...expected, ...model]);
      }),
    );
  });
});
