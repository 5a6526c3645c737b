import { cancel, isCancel } from '@clack/prompts';

/** What the shell is told of a command that was interrupted. */
const INTERRUPTED = 130;

/** The answer to a question. Whoever leaves the question leaves the command, which has changed nothing yet. */
export function answered<Value>(answer: Value | symbol): Value {
  if (!isCancel(answer)) return answer as Value;
  cancel('Nothing was changed.');
  process.exit(INTERRUPTED);
}
