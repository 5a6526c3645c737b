import { BASH_SCRIPT } from './bash-script.ts';
import { withOutputKept } from './with-output-kept.ts';

/** The script for a shell, which asks `hookline complete` for proposals. */
export async function completionScript(shell: string): Promise<string> {
  if (shell === 'bash') return BASH_SCRIPT;
  const { script } = await import('@bomb.sh/tab');
  const { output } = await withOutputKept(async () => script(shell, 'hookline', 'hookline'));
  return output;
}
