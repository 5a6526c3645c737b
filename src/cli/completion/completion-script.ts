import { withOutputKept } from './with-output-kept.ts';

/** The script for a shell, which asks `hookline complete` for proposals. */
export async function completionScript(shell: string): Promise<string> {
  const { script } = await import('@bomb.sh/tab');
  const { output } = await withOutputKept(async () => script(shell, 'hookline', 'hookline'));
  return output;
}
