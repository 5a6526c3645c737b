import type { CallContext } from './call-context.ts';
import {
  RUN,
  STOP,
  type Backend,
  type Steps,
  type Timed,
  type TracedProgram,
  type WatchlessProgram,
} from './program.ts';
import { isThenable } from './thenable.ts';
import { WatchlessCall, type WatchlessSetup } from './watchless-call.ts';
import { WatchlessDesk } from './watchless-desk.ts';

/** The backend that needs no code generation: plain loops over the steps. */
export const loopBackend: Backend = { watchless: watchlessLoop, traced: tracedLoop };

function watchlessLoop(plan: Steps, timed: Timed): WatchlessProgram {
  const { hook, ledger, steps, handlers, counters } = plan;
  const { gives } = hook.traits;
  const desk = new WatchlessDesk(plan);
  const program: WatchlessProgram = (args, context, value, from, startedAt, last, call) => {
    let mark = last;
    let threaded = args;
    let result = value;
    let stopped = false;
    for (let index = from; index < handlers.length && !stopped; index++) {
      if (steps[index]!.matches !== undefined && !desk.matches(index, threaded)) continue;
      counters[index]!.calls += 1;
      // By a name of its own, so that no handler gets the list of all of them as its `this`.
      const handler = handlers[index]!;
      let answer: unknown;
      let waits = false;
      try {
        answer = handler(threaded, context);
        waits = isThenable(answer);
      } catch (thrown) {
        answer = undefined;
        desk.threw(index, thrown, context);
      }
      if (waits) {
        if (!hook.spec.sync) {
          const waiting = call ?? new WatchlessCall(setup, context, startedAt);
          return waiting.wait(index, answer as PromiseLike<unknown>, threaded, result, mark);
        }
        desk.refusePromise(index, answer as PromiseLike<unknown>, context);
      } else if (answer !== undefined) {
        if (gives === 'thread') {
          const next = desk.thread(index, answer, threaded, context);
          if (next !== undefined) {
            threaded = next;
            result = answer;
          }
        } else if (desk.accepts(index, answer, context)) {
          if (gives === 'answers') (result as unknown[]).push(answer);
          if (gives === 'answer') result = answer;
          stopped = hook.traits.onAnswer !== 'continue';
        }
      }
      if (timed === 'steps') mark = takeTime(index, mark, context);
    }
    hook.counters.calls += 1;
    if (timed === 'steps') desk.record(mark - startedAt);
    if (timed === 'whole') desk.record(ledger.clock() - startedAt);
    return result;
  };
  const setup: WatchlessSetup = { steps: plan, desk, timed, program };
  return program;

  function takeTime(index: number, mark: number, context: CallContext): number {
    const now = ledger.clock();
    counters[index]!.record(now - mark);
    if (now - mark > ledger.longMs) desk.long(index, now - mark, context, false);
    return now;
  }
}

function tracedLoop({ handlers }: Steps): TracedProgram {
  return (call, from) => {
    for (let index = from; index < handlers.length; index++) {
      const entrance = call.enter(index);
      if (entrance === STOP) return;
      if (entrance !== RUN) continue;
      const handler = handlers[index]!;
      let answer: unknown;
      let waits = false;
      try {
        answer = handler(call.args, call.context);
        waits = isThenable(answer);
      } catch (thrown) {
        if (call.threw(thrown)) return;
        continue;
      }
      if (waits ? call.wait(index, answer as PromiseLike<unknown>) : call.answered(answer)) return;
    }
  };
}
