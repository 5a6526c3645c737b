import { createTestClock, type TestClock } from 'hookline/testing';
import { expect, test } from 'vitest';
import { Restarts } from '../../../src/manager/isolation/restarts.ts';

interface Setup {
  readonly restarts: Restarts;
  readonly due: readonly string[];
  readonly clock: TestClock;
}

function createRestarts(): Setup {
  const due: string[] = [];
  const clock = createTestClock();
  return { restarts: new Restarts((plugin) => due.push(plugin), clock), due, clock };
}

test('the pauses grow, and the third end in five minutes is the last', async () => {
  const { restarts, due, clock } = createRestarts();
  expect(restarts.ended('acme.a')).toBe(100);
  await clock.advance(99);
  expect(due).toEqual([]);
  await clock.advance(1);
  expect([due, restarts.ended('acme.a'), restarts.ended('acme.b')]).toEqual([['acme.a'], 200, 100]);
  await clock.advance(200);
  expect([due, restarts.ended('acme.a')]).toEqual([['acme.a', 'acme.b', 'acme.a'], undefined]);
  await clock.advance(6 * 60_000);
  expect([due.length, restarts.ended('acme.a')]).toEqual([3, 100]);
});

test('what is forgotten or stopped is not started again', async () => {
  const { restarts, due, clock } = createRestarts();
  restarts.ended('acme.a');
  restarts.ended('acme.b');
  restarts.forget('acme.a');
  expect(restarts.ended('acme.a')).toBe(100);
  restarts.stop();
  await clock.advance(60_000);
  expect(due).toEqual([]);
});
