import { describeThrown } from '../errors/describe-value.ts';
import { toPayload } from './call-args.ts';
import type { HookState } from './hook-state.ts';
import { checkSchema, type SchemaProblem } from './schema-check.ts';

/** What the hookspec finds wrong with an answer; `undefined` if nothing. */
export function answerProblems({ answerSchema }: HookState, answer: unknown): readonly SchemaProblem[] | undefined {
  return answerSchema === undefined ? undefined : checkSchema(answerSchema, answer);
}

/** The arguments for the hookimpls behind an answer to a hook with a thread, or why there can be none. */
export type Threaded = { readonly args: unknown } | { readonly problems: readonly SchemaProblem[] };

/** Puts an answer in the place of the threaded argument. `args` itself is not changed. */
export function threadAnswer({ spec }: HookState, args: unknown, answer: unknown): Threaded {
  const { payload, thread } = spec;
  try {
    // A plugin may keep what it answered: those behind it get a copy, where the payload policy promises one.
    const threaded = { ...(args as object), [thread!]: toPayload(payload, answer) };
    return { args: payload === 'frozen' ? Object.freeze(threaded) : threaded };
  } catch (thrown) {
    const message = `it cannot be copied for the payload policy "${payload}": ${describeThrown(thrown)}`;
    return { problems: [{ path: [], message }] };
  }
}
