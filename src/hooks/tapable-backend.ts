// Ambient types cannot be imported, and whoever compiles this file alone must find them.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./tapable-internals.d.ts" />
import { SyncHook } from 'tapable';
import HookCodeFactory, { type CompileOptions } from 'tapable/lib/HookCodeFactory.js';
import type { CallContext } from './call-context.ts';
import { loopBackend } from './loop-backend.ts';
import type { Backend, Steps, Stepper, Timed, TracedProgram, Waiting, WatchlessProgram } from './program.ts';
import {
  toTracedText,
  toWatchlessText,
  TRACED_PARAMETERS,
  WATCHLESS_PARAMETERS,
  type HandlerExpression,
} from './program-text.ts';
import { WatchlessCall, type WatchlessSetup } from './watchless-call.ts';
import { WatchlessDesk } from './watchless-desk.ts';

/** Beyond this, compiling costs more than the loop, and the code grows too large to be optimised. */
const MAX_STEPS = 64;

/**
 * The backend that compiles: each plan becomes a tapable hook with one tap per hookimpl. The code that tapable generates
 * calls every handler from a place of its own, which is what lets the engine inline them; ours is the content of the
 * code, because tapable's own ends the chain at the first error and cannot go on in the middle.
 */
export const tapableBackend: Backend = {
  watchless: (plan, timed) => (plan.steps.length > MAX_STEPS ? loopBackend : compiled).watchless(plan, timed),
  traced: (plan) => (plan.steps.length > MAX_STEPS ? loopBackend : compiled).traced(plan),
};

/** Whether strings may be compiled here; not with `--disallow-code-generation-from-strings` or a strict CSP. */
export function canGenerateCode(): boolean {
  try {
    // oxlint-disable-next-line no-new-func, no-implied-eval -- this asks whether tapable may do it
    return typeof new Function('') === 'function';
  } catch {
    return false;
  }
}

const compiled: Backend = { watchless: compileWatchless, traced: compileTraced };

function compileWatchless(plan: Steps, timed: Timed): WatchlessProgram {
  const hook = compile<[object, unknown, CallContext, unknown, number, number, number, Waiting | undefined], unknown>(
    plan,
    WATCHLESS_PARAMETERS,
    (handler) => toWatchlessText(plan, timed, handler),
  );
  const { counters, ledger } = plan;
  const desk = new WatchlessDesk(plan);
  const program: WatchlessProgram = (args, context, value, from, startedAt, last, call) =>
    hook.call(env, args, context, value, from, startedAt, last, call);
  const setup: WatchlessSetup = { steps: plan, desk, timed, program };
  const env = {
    desk,
    counters,
    ledger,
    counted: plan.hook.counters,
    clock: ledger.clock,
    longMs: ledger.longMs,
    newCall: (context: CallContext, startedAt: number) => new WatchlessCall(setup, context, startedAt),
  };
  return program;
}

function compileTraced(plan: Steps): TracedProgram {
  const hook = compile<[Stepper, number], void>(plan, TRACED_PARAMETERS, (handler) => toTracedText(plan, handler));
  return (call, from) => hook.call(call, from);
}

function compile<Parameters extends unknown[], Result>(
  { steps }: Steps,
  parameters: readonly string[],
  toText: (handler: HandlerExpression) => string,
): SyncHook<Parameters, Result> {
  const factory = new ProgramFactory(toText);
  const hook = Object.assign(new SyncHook<Parameters, Result>(parameters as never), {
    compile(options: CompileOptions) {
      factory.setup(hook, options);
      return factory.create(options);
    },
  });
  for (const step of steps) hook.tap(step.plugin.id, step.handler as never);
  return hook;
}

class ProgramFactory extends HookCodeFactory {
  readonly #toText: (handler: HandlerExpression) => string;

  constructor(toText: (handler: HandlerExpression) => string) {
    super();
    this.#toText = toText;
  }

  /** Called by `create` for the body of the function. Each handler is read from the taps, and called without a `this`. */
  content(): string {
    return this.#toText((index) => `(0, ${this.getTapFn(index)})`);
  }
}
