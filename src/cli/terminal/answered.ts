import { cancel, isCancel } from '@clack/prompts';
import { endProcess } from '../end-process.ts';

/** What the shell is told of a command that was interrupted. */
const INTERRUPTED = 130;

/** The answer to a question. Whoever leaves the question leaves the command, which has changed nothing yet. */
export function answered<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (!isCancel(answer)) return answer as Exclude<Answer, symbol>;
  cancel('Nothing was changed.');
  return endProcess(INTERRUPTED);
}
