import { RUN, STOP, type Program, type ProgramKind, type Steps } from './program.ts';
import { isThenable } from './thenable.ts';

/** The backend that needs no code generation: a plain loop over the steps. */
export function loopBackend(plan: Steps, kind: ProgramKind): Program {
  if (kind === 'traced') return tracedLoop(plan);
  return watchlessLoop(plan, kind === 'timed');
}

function watchlessLoop({ handlers, steps, counters }: Steps, timed: boolean): Program {
  return (call, from) => {
    for (let index = from; index < handlers.length; index++) {
      if (steps[index]!.matches !== undefined && !call.matches(index)) continue;
      counters[index]!.calls += 1;
      let value: unknown;
      let waits = false;
      try {
        value = handlers[index]!(call.args, call.context);
        waits = isThenable(value);
      } catch (thrown) {
        value = undefined;
        call.threw(index, thrown);
      }
      if (waits ? call.wait(index, value as PromiseLike<unknown>) : value !== undefined && call.answered(index, value)) return;
      if (timed) call.lap(index);
    }
    call.passed();
  };
}

function tracedLoop({ handlers }: Steps): Program {
  return (call, from) => {
    for (let index = from; index < handlers.length; index++) {
      const entrance = call.enter(index);
      if (entrance === STOP) return;
      if (entrance !== RUN) continue;
      let value: unknown;
      let waits = false;
      try {
        value = handlers[index]!(call.args, call.context);
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
