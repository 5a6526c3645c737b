import { SyncHook } from 'tapable';
import HookCodeFactory, { type CompileOptions } from 'tapable/lib/HookCodeFactory.js';
import type { Ledger } from './ledger.ts';
import { loopBackend } from './loop-backend.ts';
import { RUN, STOP, type Program, type ProgramKind, type Stepper, type Steps } from './program.ts';

/** Beyond this, compiling costs more than the loop, and the code grows too large to be optimised. */
const MAX_STEPS = 64;

/**
 * The backend that compiles: each plan becomes a tapable hook with one tap per hookimpl. The code that tapable generates
 * calls every handler from a place of its own, which is what lets the engine inline them; ours is the content of the
 * code, because tapable's own ends the chain at the first error and cannot go on in the middle. Each step is a `case`, so
 * that a call that waited for a promise goes on from the next one.
 */
export function tapableBackend(plan: Steps, kind: ProgramKind): Program {
  if (plan.steps.length > MAX_STEPS) return loopBackend(plan, kind);
  const factory = new ProgramFactory(plan, kind);
  const hook = Object.assign(
    new SyncHook<[Stepper, number, Steps['counters'], Ledger]>(['call', 'from', 'counters', 'ledger']),
    {
      compile(options: CompileOptions) {
        factory.setup(hook, options);
        return factory.create(options);
      },
    },
  );
  for (const step of plan.steps) hook.tap(step.plugin.id, step.handler);
  const { counters, ledger } = plan;
  return (call, from) => hook.call(call, from, counters, ledger);
}

/** Whether strings may be compiled here; not with `--disallow-code-generation-from-strings` or a strict CSP. */
export function canGenerateCode(): boolean {
  try {
    // oxlint-disable-next-line no-new-func, no-implied-eval -- this asks whether tapable may do it
    return typeof new Function('') === 'function';
  } catch {
    return false;
  }
}

class ProgramFactory extends HookCodeFactory {
  readonly #plan: Steps;
  readonly #kind: ProgramKind;
  readonly #isTimed: boolean;
  /** Whether nothing that a step does changes what the next one receives. */
  readonly #readsOnce: boolean;

  constructor(plan: Steps, kind: ProgramKind) {
    super();
    this.#plan = plan;
    this.#kind = kind;
    this.#isTimed = kind === 'timed';
    this.#readsOnce = kind !== 'traced' && plan.hook.traits.gives !== 'thread';
  }

  /** Called by `create` for the body of the function. Only numbers and names of ours get into the text. */
  content(): string {
    const cases = this.#plan.steps.map((_, index) => `case ${index}: ${this.#step(index)}`);
    const args = this.#readsOnce ? 'const { args, context, value: answers } = call;\n' : '';
    // The mark is kept in a variable, and given back to the call wherever the program is left.
    const times = this.#isTimed ? 'const { clock, slowMs } = ledger;\nlet { last } = call;\n' : '';
    return `${args}${times}switch (from) {\n${cases.join('')}}\n${this.#leave('call.passed();')}\n`;
  }

  #step(index: number): string {
    return this.#kind === 'traced' ? this.#tracedStep(index) : this.#watchlessStep(index);
  }

  #watchlessStep(index: number): string {
    const filter = this.#plan.steps[index]!.matches === undefined ? '' : `if (call.matches(${index})) `;
    return `${filter}{
counters[${index}].calls += 1;
${this.#invoke(index, `value = undefined; call.threw(${index}, thrown);`)}
if (waits) { if (call.wait(${index}, value)) ${this.#leave('return;')} }
else if (value !== undefined) ${this.#answer(index)}
${this.#takeTime(index)}
}
`;
  }

  #takeTime(index: number): string {
    if (!this.#isTimed) return '';
    return `const now = clock(), durationMs = now - last;
last = now;
counters[${index}].record(durationMs);
if (durationMs > slowMs) call.slow(${index}, durationMs);`;
  }

  #leave(statement: string): string {
    return this.#isTimed ? `{ call.last = last; ${statement} }` : statement;
  }

  #tracedStep(index: number): string {
    return `step${index}: {
const entrance = call.enter(${index});
if (entrance === ${STOP}) return;
if (entrance !== ${RUN}) break step${index};
${this.#invoke(index, `if (call.threw(${index}, thrown)) return; break step${index};`)}
if (waits ? call.wait(${index}, value) : call.answered(${index}, value)) return;
}
`;
  }

  #invoke(index: number, onThrow: string): string {
    const args = this.#readsOnce ? 'args, context' : 'call.args, call.context';
    return `let value, waits = false;
try {
value = (0, ${this.getTapFn(index)})(${args});
waits = (typeof value === 'object' ? value !== null : typeof value === 'function') && typeof value.then === 'function';
} catch (thrown) { ${onThrow} }`;
  }

  /** Answers that are only collected are pushed on the spot: a call for each would cost as much as a small handler. */
  #answer(index: number): string {
    const { traits, answerSchema } = this.#plan.hook;
    const collected = traits.gives === 'answers' && answerSchema === undefined;
    if (collected) return 'answers.push(value);';
    return `{ if (call.answered(${index}, value)) { ${this.#takeTime(index)} ${this.#leave('return;')} } }`;
  }
}
