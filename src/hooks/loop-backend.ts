import type { Ledger } from './ledger.ts';
import { RUN, STOP, type Program, type ProgramKind, type Stepper, type Steps } from './program.ts';
import type { Counters } from './stats.ts';
import { isThenable } from './thenable.ts';

/** The backend that needs no code generation: a plain loop over the steps. */
export function loopBackend(plan: Steps, kind: ProgramKind): Program {
  if (kind === 'traced') return tracedLoop(plan);
  return watchlessLoop(plan, kind === 'timed');
}

function watchlessLoop({ handlers, steps, counters, ledger }: Steps, timed: boolean): Program {
  return (call, from) => {
    for (let index = from; index < handlers.length; index++) {
      if (steps[index]!.matches !== undefined && !call.matches(index)) continue;
      counters[index]!.calls += 1;
      // By a name of its own, so that no handler gets the list of all of them as its `this`.
      const handler = handlers[index]!;
      let value: unknown;
      let waits = false;
      try {
        value = handler(call.args, call.context);
        waits = isThenable(value);
      } catch (thrown) {
        value = undefined;
        call.threw(index, thrown);
      }
      if (waits && call.wait(index, value as PromiseLike<unknown>)) return;
      const stops = !waits && value !== undefined && call.answered(index, value);
      if (timed) takeTime(call, index, counters[index]!, ledger);
      if (stops) return;
    }
    call.passed();
  };
}

function takeTime(call: Stepper, index: number, counters: Counters, ledger: Ledger): void {
  const now = ledger.clock();
  const durationMs = now - call.last;
  call.last = now;
  counters.record(durationMs);
  if (durationMs > ledger.slowMs) call.slow(index, durationMs);
}

function tracedLoop({ handlers }: Steps): Program {
  return (call, from) => {
    for (let index = from; index < handlers.length; index++) {
      const entrance = call.enter(index);
      if (entrance === STOP) return;
      if (entrance !== RUN) continue;
      // By a name of its own, so that no handler gets the list of all of them as its `this`.
      const handler = handlers[index]!;
      let value: unknown;
      let waits = false;
      try {
        value = handler(call.args, call.context);
        waits = isThenable(value);
      } catch (thrown) {
        if (call.threw(index, thrown)) return;
        continue;
      }
      if (waits ? call.wait(index, value as PromiseLike<unknown>) : call.answered(index, value)) return;
    }
    call.passed();
  };
}
