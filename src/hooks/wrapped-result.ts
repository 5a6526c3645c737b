import type { HookState } from './hook-state.ts';
import { checkSchema, type SchemaProblem } from './schema-check.ts';
import { describeType } from '../errors/describe-value.ts';

/** What the hookspec finds wrong with the result that a wrapper puts in place of the inner one; `undefined` if nothing. */
export function wrappedResultProblems(hook: HookState, result: unknown): readonly SchemaProblem[] | undefined {
  const { traits, answerSchema } = hook;
  if (traits.gives === 'nothing') return undefined;
  if (traits.gives !== 'answers') return answerSchema === undefined ? undefined : checkSchema(answerSchema, result);
  if (!Array.isArray(result)) {
    return [{ path: [], message: `expected an array of answers, got ${describeType(result)}` }];
  }
  if (answerSchema === undefined) return undefined;
  const problems = result.flatMap((answer: unknown, index) => {
    const found = checkSchema(answerSchema, answer) ?? [];
    return found.map(({ path, message }) => ({ path: [index, ...path], message }));
  });
  return problems.length === 0 ? undefined : problems;
}
