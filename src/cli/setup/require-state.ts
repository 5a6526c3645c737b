import { HooklineError } from '../../errors/hookline-error.ts';
import type { CommandContext } from '../command.ts';

/** The folder in which the host keeps what lasts. @throws HOST_STATE_MISSING */
export async function requireState({ openSetup }: Pick<CommandContext, 'openSetup'>): Promise<string> {
  const { stateDir } = (await openSetup()).options;
  if (stateDir !== undefined) return stateDir;
  throw new HooklineError('HOST_STATE_MISSING', 'The host has no state folder, so nothing lasts from run to run.', {
    hint: 'Give "stateDir" in its configuration, or "--state-dir".',
  });
}
