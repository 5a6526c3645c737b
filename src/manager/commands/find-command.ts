import { describeValue } from '../../errors/describe-value.ts';
import type { Resolution } from '../resolution/resolution.ts';
import { commandAmbiguous, commandUnavailable, commandUnknown, managerNotStarted } from './command-errors.ts';
import type { CommandInfo } from './command-info.ts';
import { listCommands } from './list-contributions.ts';

/**
 * The command that a name means, with or without the id of its plugin.
 *
 * @throws COMMAND_UNKNOWN, COMMAND_AMBIGUOUS, COMMAND_UNAVAILABLE
 */
export function findCommand(
  name: string,
  resolution: Resolution | undefined,
  choices: Readonly<Record<string, string>>,
): CommandInfo {
  // It may come from a caller without types.
  if (typeof name !== 'string') throw commandUnknown(describeValue(name), []);
  if (resolution === undefined) throw managerNotStarted(name);
  const commands = listCommands(resolution, choices);
  const exact = commands.find(({ qualifiedName }) => qualifiedName === name);
  if (exact !== undefined) return exact;
  const candidates = commands.filter((command) => command.name === name);
  const winner = candidates.find(({ isShort }) => isShort);
  if (winner !== undefined) return winner;
  const rivals = candidates.map(({ qualifiedName }) => qualifiedName);
  if (rivals.length > 0) throw commandAmbiguous(name, rivals);
  throw findBlocked(name, resolution) ?? commandUnknown(name, commands);
}

/** Somebody contributes the command, and cannot run. */
function findBlocked(name: string, resolution: Resolution): Error | undefined {
  for (const { id, found, verdict } of resolution.plugins) {
    const own = found.manifest?.contributes.cli.find((each) => each.name === name || `${id}/${each.name}` === name);
    if (own === undefined || verdict === undefined) continue;
    return commandUnavailable(`${id}/${own.name}`, id, { reason: verdict.reason, hint: verdict.remedy });
  }
  return undefined;
}
