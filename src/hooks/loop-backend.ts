import type { Plan } from './plan.ts';
import { RUN, STOP, type Program, type ProgramKind } from './program.ts';

/** The backend that needs no code generation: a plain loop over the steps. */
export function loopBackend(plan: Plan, kind: ProgramKind): Program {
  if (kind === 'traced') return tracedLoop(plan);
  return watchlessLoop(plan, kind === 'timed');
}

function watchlessLoop({ handlers, steps, counters }: Plan, timed: boolean): Program {
  return (call, from) => {
    for (let index = from; index < handlers.length; index++) {
      if (steps[index]!.matches !== undefined && !call.matches(index)) continue;
      counters[index]!.calls += 1;
      let value: unknown;
      try {
        value = handlers[index]!(call.args, call.context);
      } catch (thrown) {
        call.threw(index, thrown);
      }
      if (value !== undefined && call.returned(index, value)) return;
      if (timed) call.lap(index);
    }
    call.passed();
  };
}

function tracedLoop({ handlers }: Plan): Program {
  return (call, from) => {
    for (let index = from; index < handlers.length; index++) {
      const entrance = call.enter(index);
      if (entrance === STOP) return;
      if (entrance !== RUN) continue;
      let value: unknown;
      try {
        value = handlers[index]!(call.args, call.context);
      } catch (thrown) {
        if (call.threw(index, thrown)) return;
        continue;
      }
      if (call.returned(index, value)) return;
    }
    call.passed();
  };
}
