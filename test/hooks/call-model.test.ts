import * as fc from 'fast-check';
import { isHooklineError, type HooklineError } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  ANSWERS,
  LIMIT,
  MAX_ROUNDS,
  modelOf,
  replacementFor,
  START,
  type Act,
  type ModelChain,
  type ModelOutcome,
  type ModelResult,
  type Wrap,
} from './call-model.ts';
import { backends, counts, everyKind, modes, setUp, specOf, type Mode } from './call-setup.ts';
import { wrapperOf } from './wrapper-of.ts';

const acts = fc.array(fc.constantFrom<Act>('silent', 'silent', 'a', 'b', 'null', 'throw', 'refused'), {
  minLength: 1,
  maxLength: 3,
});
const chains: fc.Arbitrary<ModelChain> = fc.record({
  kind: fc.constantFrom(...everyKind),
  policy: fc.constantFrom('isolate', 'fail', 'aggregate'),
  handlers: fc.array(acts, { maxLength: 5 }),
  wrappers: fc.oneof(
    { weight: 1, arbitrary: fc.constant<Wrap[]>([]) },
    {
      weight: 2,
      arbitrary: fc.array(
        fc.constantFrom<Wrap>('pass', 'replace', 'swallow', 'stop', 'answer', 'before', 'after', 'always', 'twice'),
        { maxLength: 4 },
      ),
    },
  ),
});

function boom(): never {
  throw new Error('no');
}

function handlerOf(script: readonly Act[], isAsync: boolean): () => unknown {
  let runs = 0;
  const run = (): unknown => {
    const act = script[Math.min(runs++, script.length - 1)]!;
    return act === 'throw' ? boom() : ANSWERS[act];
  };
  return isAsync ? async () => run() : run;
}

function wrapperFor({ kind }: ModelChain, wrap: Wrap): unknown {
  const replacement = replacementFor(kind);
  const rescue = (): unknown => replacement;
  if (wrap === 'stop' || wrap === 'answer') return wrap === 'stop' ? () => undefined : () => replacement;
  if (wrap === 'twice') {
    return kind.sync
      ? (_args: unknown, next: () => unknown) => void (next(), next())
      : async (_args: unknown, next: () => Promise<unknown>) => {
          await next();
          await next();
        };
  }
  const parts = {
    pass: {},
    replace: { after: () => replacement },
    swallow: { rescue },
    before: { before: boom },
    after: { after: boom },
    always: { after: boom, rescue: boom },
  };
  return wrapperOf(kind.sync, parts[wrap]);
}

/** Who an error of a call is about. */
function namesIn(error: HooklineError): readonly string[] {
  if (error.code === 'LOOP_LIMIT') return LIMIT;
  const causes = error.cause instanceof AggregateError ? (error.cause.errors as HooklineError[]) : [error];
  return causes.map(({ data }) => data['plugin'] as string);
}

async function run(chain: ModelChain, backend: (typeof backends)[number], mode: Mode): Promise<ModelOutcome> {
  const { kind, policy, handlers, wrappers } = chain;
  const types = {
    collect: { returns: z.string().nullable() },
    first: { returns: z.string().nullable() },
    parallel: { returns: z.string().nullable() },
    waterfall: { args: { text: z.string().nullable() }, thread: 'text' },
    loop: { maxRounds: MAX_ROUNDS },
    series: {},
  };
  const { add, call, errors, hooks } = setUp(specOf(kind, { onError: policy, ...types[kind.kind] }), { backend, mode });
  for (const [index, script] of handlers.entries()) {
    // Those of a parallel hook act at once: who fails first must not be a matter of time.
    const isAsync = !kind.sync && kind.kind !== 'parallel' && index % 2 === 0;
    add(`h${index}`, handlerOf(script, isAsync));
  }
  for (const [index, wrap] of wrappers.entries()) add(`w${index}`, { wrapper: true, handler: wrapperFor(chain, wrap) });
  let result: ModelResult;
  try {
    result = { value: await call(kind.kind === 'waterfall' ? { text: START } : undefined) };
  } catch (error) {
    if (!isHooklineError(error)) throw error;
    result = { error: namesIn(error) };
  }
  const { work, ...rows } = counts(hooks.stats());
  return {
    result,
    heard: errors.map(({ plugin }) => plugin),
    runs: Object.fromEntries(Object.entries(rows).map(([plugin, [calls]]) => [plugin, calls!])),
  };
}

describe.each(backends)('with the backend %s', (backend) => {
  test.each(modes)('random %s calls come to what the contract says', { timeout: 30_000 }, async (mode) => {
    await fc.assert(
      fc.asyncProperty(chains, async (chain) => {
        expect(await run(chain, backend, mode)).toEqual(modelOf(chain));
      }),
      { seed: 20_260_102, numRuns: 500 },
    );
  });
});
