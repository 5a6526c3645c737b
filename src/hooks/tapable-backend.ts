import { SyncHook } from 'tapable';
import HookCodeFactory, { type CompileOptions } from 'tapable/lib/HookCodeFactory.js';
import { loopBackend } from './loop-backend.ts';
import type { Plan } from './plan.ts';
import { RUN, STOP, type Program, type ProgramKind, type Stepper } from './program.ts';

/** Beyond this, compiling costs more than the loop, and the code grows too large to be optimised. */
const MAX_STEPS = 64;

/**
 * The backend that compiles: each plan becomes a tapable hook with one tap per hookimpl. The code that tapable generates
 * calls every handler from a place of its own, which is what lets the engine inline them; ours is the content of the
 * code, because tapable's own ends the chain at the first error and cannot go on in the middle. Each step is a `case`, so
 * that a call that waited for a promise goes on from the next one.
 */
export function tapableBackend(plan: Plan, kind: ProgramKind): Program {
  if (plan.steps.length > MAX_STEPS) return loopBackend(plan, kind);
  const factory = new ProgramFactory(plan, kind);
  const hook = Object.assign(new SyncHook<[Stepper, number, Plan['counters']]>(['call', 'from', 'counters']), {
    compile(options: CompileOptions) {
      factory.setup(hook, options);
      return factory.create(options);
    },
  });
  for (const step of plan.steps) hook.tap(step.plugin.id, step.handler as () => void);
  return (call, from) => hook.call(call, from, plan.counters);
}

/** Whether strings may be compiled here; not with `--disallow-code-generation-from-strings` or a strict CSP. */
export function canGenerateCode(): boolean {
  try {
    // oxlint-disable-next-line no-new-func, no-implied-eval -- this asks whether tapable may do it
    return new Function('return true')() === true;
  } catch {
    return false;
  }
}

class ProgramFactory extends HookCodeFactory {
  readonly #plan: Plan;
  readonly #kind: ProgramKind;

  constructor(plan: Plan, kind: ProgramKind) {
    super();
    this.#plan = plan;
    this.#kind = kind;
  }

  /** Called by `create` for the body of the function. Only numbers and names of ours get into the text. */
  content(): string {
    const cases = this.#plan.steps.map((_, index) => `case ${index}: ${this.#step(index)}`);
    return `switch (from) {\n${cases.join('')}}\ncall.passed();\n`;
  }

  #step(index: number): string {
    return this.#kind === 'traced' ? this.#tracedStep(index) : this.#watchlessStep(index);
  }

  #watchlessStep(index: number): string {
    const filtered = this.#plan.steps[index]!.matches !== undefined;
    return `${filtered ? `if (call.matches(${index}))` : ''} {
counters[${index}].calls += 1;
let value;
try { value = ${this.#invoke(index)}; } catch (thrown) { call.threw(${index}, thrown); }
if (value !== undefined && call.returned(${index}, value)) return;
${this.#kind === 'timed' ? `call.lap(${index});` : ''}
}
`;
  }

  #tracedStep(index: number): string {
    return `step${index}: {
const entrance = call.enter(${index});
if (entrance === ${STOP}) return;
if (entrance !== ${RUN}) break step${index};
let value;
try { value = ${this.#invoke(index)}; } catch (thrown) { if (call.threw(${index}, thrown)) return; break step${index}; }
if (call.returned(${index}, value)) return;
}
`;
  }

  #invoke(index: number): string {
    return `(0, ${this.getTapFn(index)})(call.args, call.context)`;
  }
}
