import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Breaker, breakerProblems } from '../../../src/manager/health/breaker.ts';
import { BreakerModel } from './breaker-model.ts';

const OPTIONS = { errors: 3, windowMs: 100, cooldownMs: 50, maxCooldownMs: 150 };

function tripped(): Breaker {
  const breaker = new Breaker(OPTIONS);
  for (const now of [0, 1, 2]) breaker.failed(now);
  return breaker;
}

/** Lets a trial fail as soon as one is allowed, and gives how long the breaker stays open then. */
function failAgain(breaker: Breaker): number {
  const now = breaker.openUntil!;
  breaker.halfOpen(now);
  breaker.tryTrial();
  breaker.trialFailed(now);
  return breaker.openUntil! - now;
}

describe('a breaker', () => {
  test('trips when there are too many errors within the window', () => {
    const breaker = new Breaker(OPTIONS);
    expect([0, 60, 99].map((now) => breaker.failed(now))).toEqual(['counted', 'counted', 'tripped']);
    expect([breaker.state, breaker.since, breaker.openUntil]).toEqual(['open', 99, 149]);
  });

  test('forgets errors that have left the window', () => {
    const breaker = new Breaker(OPTIONS);
    expect([0, 60, 100, 159].map((now) => breaker.failed(now))).toEqual(['counted', 'counted', 'counted', 'tripped']);
  });

  test('trips at the first error if one is enough', () => {
    expect(new Breaker({ errors: 1 }).failed(0)).toBe('tripped');
  });

  test('does not stay open longer for errors that come late', () => {
    const breaker = tripped();
    expect([breaker.failed(20), breaker.failed(51)]).toEqual(['ignored', 'ignored']);
    expect(breaker.openUntil).toBe(52);
  });

  test('lets exactly one trial through after the cooldown', () => {
    const breaker = tripped();
    expect([breaker.halfOpen(51), breaker.tryTrial(), breaker.state]).toEqual([false, false, 'open']);
    expect([breaker.halfOpen(52), breaker.state, breaker.openUntil]).toEqual([true, 'half-open', undefined]);
    expect([breaker.tryTrial(), breaker.tryTrial(), breaker.tryTrial()]).toEqual([true, false, false]);
  });

  test('closes when the trial succeeds, and counts anew', () => {
    const breaker = tripped();
    breaker.halfOpen(52);
    breaker.tryTrial();
    breaker.trialSucceeded(53);
    expect([breaker.state, breaker.since, breaker.openUntil]).toEqual(['closed', undefined, undefined]);
    expect([54, 55, 56].map((now) => breaker.failed(now))).toEqual(['counted', 'counted', 'tripped']);
  });

  test('doubles the cooldown up to the maximum while trials fail', () => {
    const breaker = tripped();
    expect([failAgain(breaker), failAgain(breaker), failAgain(breaker)]).toEqual([100, 150, 150]);
    expect(breaker.since).toBe(2);
  });

  test.each([
    ['doubles it, too, if it trips soon after it closed', 100, 100],
    ['begins with the short cooldown after a quiet window', 152, 50],
  ])('%s', (_, start, expected) => {
    const breaker = tripped();
    breaker.halfOpen(52);
    breaker.tryTrial();
    breaker.trialSucceeded(52);
    for (const offset of [0, 1, 2]) breaker.failed(start + offset);
    expect(breaker.openUntil).toBe(start + 2 + expected);
  });

  test('lets another trial through if one showed nothing', () => {
    const breaker = tripped();
    breaker.halfOpen(52);
    breaker.tryTrial();
    breaker.trialAbandoned();
    expect([breaker.state, breaker.tryTrial()]).toEqual(['half-open', true]);
  });

  test('does not heed outcomes of trials that it did not let through', () => {
    const breaker = tripped();
    breaker.trialSucceeded(3);
    breaker.halfOpen(52);
    breaker.trialFailed(53);
    expect([breaker.state, breaker.failed(54)]).toEqual(['half-open', 'ignored']);
  });

  test('closes when the operator says so', () => {
    const breaker = tripped();
    breaker.reset();
    expect([breaker.state, breaker.since, breaker.openUntil, breaker.failed(3)]).toEqual([
      'closed',
      undefined,
      undefined,
      'counted',
    ]);
  });

  test('never trips if it is switched off', () => {
    const breaker = new Breaker({ errors: Infinity });
    expect(new Set(Array.from({ length: 1000 }, () => breaker.failed(0)))).toEqual(new Set(['ignored']));
  });

  test('does what the plain model does, whatever happens', () => {
    const steps = fc.array(
      fc.record({
        after: fc.constantFrom(0, 1, 5, 10, 20, 50),
        what: fc.constantFrom(
          'failed',
          'failed',
          'failed',
          'halfOpen',
          'tryTrial',
          'tryTrial',
          'trialSucceeded',
          'trialFailed',
          'trialAbandoned',
        ),
      } as const),
      { maxLength: 80 },
    );
    const options = fc.record({
      errors: fc.constantFrom(1, 2, 3, 5, Infinity),
      windowMs: fc.constantFrom(1, 10, 30, Infinity),
      cooldownMs: fc.constantFrom(1, 10, 20),
      maxCooldownMs: fc.constantFrom(20, 45, Infinity),
    });
    fc.assert(
      fc.property(options, steps, (options, script) => {
        const breaker = new Breaker(options);
        const model = new BreakerModel(options);
        let now = 0;
        for (const { after, what } of script) {
          now += after;
          expect(breaker[what](now)).toBe(model[what](now));
          expect([breaker.state, breaker.since, breaker.openUntil]).toEqual([
            model.state,
            model.since,
            model.openUntil,
          ]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the options of a breaker', () => {
  test.each([
    {},
    { errors: undefined },
    { errors: Infinity },
    { errors: 1, windowMs: 0.5, cooldownMs: 1, maxCooldownMs: 1 },
  ])('may be %o', (options) => {
    expect(breakerProblems(options)).toEqual([]);
  });

  test('are all checked', () => {
    const options = { error: 1, errors: 1.5, windowMs: 0, cooldownMs: '1', maxCooldownMs: NaN };
    expect(breakerProblems(options)).toEqual([
      'there is no option "error" (did you mean "errors"?)',
      '"errors" must be a whole number above 0, or Infinity, not the number 1.5',
      '"windowMs" must be a number of milliseconds above 0, not the number 0',
      '"cooldownMs" must be a number of milliseconds above 0, not the string "1"',
      '"maxCooldownMs" must be a number of milliseconds above 0, not the number NaN',
    ]);
  });

  test('must leave room for the cooldown to grow', () => {
    expect(breakerProblems({ cooldownMs: 1_000_000 })).toEqual([
      '"cooldownMs" (1000000) must not be above "maxCooldownMs" (600000)',
    ]);
  });

  test('must be an object', () => {
    expect(breakerProblems(5)).toEqual(['must be an object, not the number 5']);
  });
});
