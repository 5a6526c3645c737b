import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { isHooklineError, type Hookspec, type Report, type Reported } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backends, settled, setUp, specOf, timings } from './call-setup.ts';
import { argsOf, chains, hookimplsOf, plain, pluginId, SCHEMAS, type Chain } from './random-chain.ts';

const ways = ['plain', 'reported', 'watched', 'signal'] as const;

interface Variant {
  readonly backend: (typeof backends)[number];
  readonly timing: (typeof timings)[number];
  readonly way: (typeof ways)[number];
}

const variants: readonly Variant[] = backends.flatMap((backend) =>
  timings.flatMap((timing) => ways.map((way) => ({ backend, timing, way }))),
);

/** All that can be seen of the calls of a chain. */
interface Outcome {
  /** What the hookimpls saw, in the order in which they ran. */
  readonly log: readonly unknown[];
  readonly results: readonly unknown[];
  readonly errors: readonly unknown[];
  readonly stats: readonly unknown[];
  /** Where the way of calling gives reports. */
  readonly reports: readonly unknown[] | undefined;
}

function specOfChain({ kind, schema, concurrency, timeoutMs, onError, payload, validate }: Chain): Hookspec {
  return specOf(kind, {
    args: { text: SCHEMAS[schema], page: z.unknown() },
    onError,
    payload,
    validate,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(kind.kind === 'waterfall' ? { thread: 'text' } : {}),
    ...(kind.kind === 'loop' ? { maxRounds: 3 } : {}),
    ...(kind.kind === 'parallel' ? { concurrency } : {}),
    ...(['collect', 'first', 'parallel'].includes(kind.kind) && schema !== 'none' ? { returns: SCHEMAS[schema] } : {}),
  });
}

/** A report without the one time that the clock of the test does not tell. */
function plainReportOf({ startedAt, toJSON, ...report }: Report): unknown {
  return plain(report);
}

/** The calls of a chain, on hooks of its own. The clock stands still: times are the same wherever they are taken. */
async function run(chain: Chain, { backend, timing, way }: Variant): Promise<Outcome> {
  const mode = way === 'watched' ? 'watched' : 'plain';
  const { hooks, errors, add } = setUp(specOfChain(chain), { backend, timing, mode, clock: () => 0 });
  const log: unknown[] = [];
  const reports: Report[] = [];
  if (way === 'watched') hooks.on('hook:report', (report) => reports.push(report));
  for (const [index, own] of chain.plugins.entries()) {
    try {
      add(pluginId(index), hookimplsOf(chain, own, pluginId(index), log));
    } catch (error) {
      if (!isHooklineError(error) || error.code !== 'ORDER_CYCLE') throw error;
    }
  }
  const call = (args: unknown): unknown => {
    if (way === 'reported') return hooks.executeWithReport('work', args);
    return hooks.execute('work', args, way === 'signal' ? { signal: new AbortController().signal } : undefined);
  };
  const results: unknown[] = [];
  for (const name of chain.calls) {
    log.push(`call with ${name} arguments`);
    try {
      const returned = call(argsOf(name));
      if (returned instanceof Promise === chain.kind.sync) results.push('a promise at the wrong place');
      const given = await returned;
      if (way === 'reported') reports.push((given as Reported<unknown>).report);
      results.push({ value: plain(way === 'reported' ? (given as Reported<unknown>).value : given) });
    } catch (error) {
      if (!isHooklineError(error)) throw error;
      const report = error.report as Report;
      if (way === 'reported') reports.push(report);
      results.push({ error: plain(error), report: plainReportOf(report) });
    }
    await settled();
  }
  return {
    log,
    results,
    errors: errors.map(plain),
    stats: hooks.stats().map(({ hook, plugin, calls, errors: failed, timeouts }) => ({
      hook,
      plugin,
      calls,
      failed,
      timeouts,
    })),
    reports: way === 'reported' || way === 'watched' ? reports.map(plainReportOf) : undefined,
  };
}

/** Runs a chain in every way, and gives what all of them came to. */
async function runAll(chain: Chain): Promise<Outcome> {
  const outcomes = await Promise.all(variants.map((variant) => run(chain, variant)));
  const model = outcomes[variants.findIndex(({ way }) => way === 'reported')]!;
  for (const [index, outcome] of outcomes.entries()) {
    const expected = outcome.reports === undefined ? { ...model, reports: undefined } : model;
    // Comparing with a good message takes much longer.
    if (isDeepStrictEqual(outcome, expected)) continue;
    expect({ variant: variants[index], ...outcome }).toStrictEqual({ variant: variants[index], ...expected });
  }
  return model;
}

/** Checks random chains. Gives everything that was seen, as one text, to tell that the chains were worth it. */
async function check(hangs: boolean, options: fc.Parameters<[Chain]>): Promise<string> {
  const seen: Outcome[] = [];
  await fc.assert(
    fc.asyncProperty(chains(hangs), async (chain) => void seen.push(await runAll(chain))),
    { seed: 20_260_101, ...options },
  );
  return JSON.stringify(seen);
}

describe('random chains come to the same', () => {
  test('in all backends, timings and ways to call', { timeout: 60_000 }, async () => {
    const seen = await check(false, { numRuns: 400 });
    for (const code of [
      'ARGS_INVALID',
      'HOOK_FAILED',
      'LOOP_LIMIT',
      'RESULT_INVALID',
      'SYNC_HOOK_RETURNED_PROMISE',
      'WRAPPER_NEXT_LATE',
      'WRAPPER_NEXT_TWICE',
    ]) {
      expect(seen).toContain(`"code":"${code}"`);
    }
    for (const status of ['ok', 'partial', 'failed', 'skipped', 'filtered', 'error']) {
      expect(seen).toContain(`["status","${status}"]`);
    }
  });

  test('where hookimpls hang until their time is up', { timeout: 60_000 }, async () => {
    const seen = await check(true, { numRuns: 40 });
    expect(seen).toContain('"code":"HOOK_TIMEOUT"');
    expect(seen).toContain('["status","timeout"]');
  });
});
