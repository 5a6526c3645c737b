import { HooklineError } from '../../errors/hookline-error.ts';
import { printableLine } from '../terminal/printable.ts';

export interface Refusal {
  readonly what: string;
  /** Sentences without a full stop. */
  readonly problems: readonly string[];
  readonly hint: string;
}

export function installRefused({ what, problems, hint }: Refusal): HooklineError {
  const lines = problems.map((problem) => `\n- ${printableLine(problem).replace(/\.$/, '')}`).join('');
  return new HooklineError('INSTALL_REFUSED', `"${what}" was not installed:${lines}`, {
    hint,
    data: { what, problems },
  });
}
