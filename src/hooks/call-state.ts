import { describeThrown } from '../errors/describe-value.ts';
import { toPayload } from './call-args.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Plan } from './plan.ts';
import { checkSchema, type SchemaProblem } from './schema-check.ts';

export interface CallStart {
  readonly dispatcher: Dispatcher;
  readonly plan: Plan;
  /** Prepared by `prepareArgs`. */
  readonly args: unknown;
  readonly callId: number;
}

/** What every call has: its plan, its arguments, and the value that the answers make. No two calls share any of it. */
export class CallState {
  readonly dispatcher: Dispatcher;
  readonly plan: Plan;
  readonly callId: number;
  /** The arguments with the thread as the last answer left it. */
  threadedArgs: unknown;
  /** What the next handler receives. */
  args: unknown;
  /** The answers so far, the answer, or the threaded argument. */
  value: unknown;

  constructor({ dispatcher, plan, args, callId }: CallStart) {
    this.dispatcher = dispatcher;
    this.plan = plan;
    this.callId = callId;
    this.threadedArgs = args;
    this.args = args;
    this.value = plan.hook.emptyResult(args);
  }

  /** Takes an answer into the value, or gives what the hookspec finds wrong with it and leaves the value as it was. */
  take(answer: unknown, _index: number): readonly SchemaProblem[] | undefined {
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
      const args = { ...(this.threadedArgs as object), [thread!]: toPayload(payload, answer) };
      this.threadedArgs = payload === 'frozen' ? Object.freeze(args) : args;
      this.args = this.threadedArgs;
      this.value = answer;
      return undefined;
    } catch (thrown) {
      return [{ path: [], message: `it cannot be copied for the payload policy "${payload}": ${describeThrown(thrown)}` }];
    }
  }
}
