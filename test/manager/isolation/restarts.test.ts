import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Restarts } from '../../../src/manager/isolation/restarts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createRestarts(): { readonly restarts: Restarts; readonly due: readonly string[] } {
  const due: string[] = [];
  return {
    restarts: new Restarts(
      (plugin) => due.push(plugin),
      () => Date.now(),
    ),
    due,
  };
}

test('the pauses grow, and the third end in five minutes is the last', () => {
  const { restarts, due } = createRestarts();
  expect(restarts.ended('acme.a')).toBe(100);
  vi.advanceTimersByTime(99);
  expect(due).toEqual([]);
  vi.advanceTimersByTime(1);
  expect([due, restarts.ended('acme.a'), restarts.ended('acme.b')]).toEqual([['acme.a'], 200, 100]);
  vi.advanceTimersByTime(200);
  expect([due, restarts.ended('acme.a')]).toEqual([['acme.a', 'acme.b', 'acme.a'], undefined]);
  vi.advanceTimersByTime(6 * 60_000);
  expect([due.length, restarts.ended('acme.a')]).toEqual([3, 100]);
});

test('what is forgotten or stopped is not started again', () => {
  const { restarts, due } = createRestarts();
  restarts.ended('acme.a');
  restarts.ended('acme.b');
  restarts.forget('acme.a');
  expect(restarts.ended('acme.a')).toBe(100);
  restarts.stop();
  vi.advanceTimersByTime(60_000);
  expect(due).toEqual([]);
});
