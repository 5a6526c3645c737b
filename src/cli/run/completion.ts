import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import type { RunCommand } from '../command.ts';
import type { completion } from '../commands/completion.ts';
import { completionScript } from '../completion/completion-script.ts';

const SHELLS = ['bash', 'zsh', 'fish'];

export const runCompletion: RunCommand<typeof completion> = async ({ args: { shell } }) => {
  if (!SHELLS.includes(shell)) {
    throw new HooklineError(
      'COMMAND_MISUSED',
      `There is no completion for "${shell}"${nearestInParentheses(shell, SHELLS)}.`,
      {
        hint: `Give one of ${SHELLS.join(', ')}.`,
        data: { shell },
      },
    );
  }
  const script = await completionScript(shell);
  return { result: { shell, script }, text: script };
};
