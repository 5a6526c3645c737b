import { describeThrown } from '../errors/describe-value.ts';
import { toPayload } from './call-args.ts';
import type { CallContext } from './hook-context.ts';
import type { Plan } from './plan.ts';
import { checkSchema, type SchemaProblem } from './schema-check.ts';

/**
 * What every call has: its plan, its arguments, and the value that the answers make. No two calls share any of it. Its
 * properties are declared and then assigned in the constructor, because class fields double the time that a call takes to
 * make.
 */
export class CallState {
  declare readonly plan: Plan;
  /** What the next handler receives. */
  declare args: unknown;
  declare context: CallContext;
  /** The answers so far, the answer, or the threaded argument. */
  declare value: unknown;

  constructor(plan: Plan, args: unknown, context: CallContext) {
    this.plan = plan;
    this.args = args;
    this.context = context;
    this.value = plan.hook.traits.gives === 'answers' ? [] : plan.hook.emptyResult(args);
  }

  /** Takes an answer into the value, or gives what the hookspec finds wrong with it and leaves the value as it was. */
  take(answer: unknown): readonly SchemaProblem[] | undefined {
    const { answerSchema, traits } = this.plan.hook;
    const problems = answerSchema === undefined ? undefined : checkSchema(answerSchema, answer);
    if (problems !== undefined) return problems;
    switch (traits.gives) {
      case 'answers':
        (this.value as unknown[]).push(answer);
        return undefined;
      case 'thread':
        return this.#thread(answer);
      case 'answer':
        this.value = answer;
        return undefined;
      case 'nothing':
        return undefined;
    }
  }

  #thread(answer: unknown): readonly SchemaProblem[] | undefined {
    const { payload, thread } = this.plan.hook.spec;
    try {
      // A plugin may keep what it answered: those behind it get a copy, where the payload policy promises one.
      const args = { ...(this.args as object), [thread!]: toPayload(payload, answer) };
      this.args = payload === 'frozen' ? Object.freeze(args) : args;
      this.value = answer;
      return undefined;
    } catch (thrown) {
      return [
        {
          path: [],
          message: `it cannot be copied for the payload policy "${payload}": ${describeThrown(thrown)}`,
        },
      ];
    }
  }
}
