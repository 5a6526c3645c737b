import type { CommandInfo } from '../../manager/commands/command-info.ts';
import { withinLimit } from '../../runners/within-limit.ts';
import { COMMANDS, type LoadableCommand } from '../commands.ts';
import { withOutputKept } from '../completion/with-output-kept.ts';
import { readCache, writeCache } from './command-cache.ts';
import { toDescription } from './to-description.ts';

/** Words that mean something of ours: a command of a plugin with such a name has its whole one only. */
const OURS: readonly string[] = [
  ...COMMANDS.map(({ description }) => description.name.split(' ')[0]!),
  'help',
  'complete',
];

/** How long help waits for the set-up of a host, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * The commands that plugins of the host in the working folder contribute, without any of their code. None if there is no host, or
 * if its set-up cannot be used: that is for the commands to say that need it. `wanted` is the name of the one that is meant.
 *
 * @throws COMMAND_AMBIGUOUS
 */
export async function contributedCommands(
  argv: readonly string[],
  wanted?: string,
): Promise<readonly LoadableCommand[]> {
  const { configFile } = await import('./config-file.ts');
  const file = configFile(argv, process.cwd());
  if (file === undefined) return [];
  const cached = await readCache(file);
  // What the configuration imports is not watched: a command that is not known may be a new one.
  const infos =
    cached !== undefined && (wanted === undefined || isAmong(cached, wanted)) ? cached : await list(file, wanted);
  if (wanted !== undefined) await assertOneIsMeant(wanted, infos);
  const taken = new Set(OURS);
  return infos.flatMap((info) => {
    // In help, one name for a command is enough.
    const name = info.isShort && !taken.has(info.name) ? info.name : info.qualifiedName;
    taken.add(name);
    return toLoadable(name, info);
  });
}

function isAmong(infos: readonly CommandInfo[], wanted: string): boolean {
  return infos.some(({ name, qualifiedName }) => name === wanted || qualifiedName === wanted);
}

async function assertOneIsMeant(wanted: string, infos: readonly CommandInfo[]): Promise<void> {
  const meant = infos.filter(({ name }) => name === wanted);
  if (meant.length < 2 || meant.some(({ isShort }) => isShort)) return;
  const { commandAmbiguous } = await import('../../manager/commands/command-errors.ts');
  throw commandAmbiguous(
    wanted,
    meant.map(({ qualifiedName }) => qualifiedName),
  );
}

async function list(file: string, wanted: string | undefined): Promise<readonly CommandInfo[]> {
  const work = (): Promise<readonly CommandInfo[]> => lookUp(file);
  if (wanted !== undefined) return (await withOutputKept(() => work().catch(() => []))).value;
  const { value } = await withOutputKept(() => withinLimit(work, PATIENCE_MS));
  return value.status === 'done' ? value.value : [];
}

async function lookUp(file: string): Promise<readonly CommandInfo[]> {
  const { loadSetup } = await import('../setup/load-setup.ts');
  const { openManager } = await import('../setup/open-manager.ts');
  const setup = await loadSetup({ config: file }, process.cwd());
  const manager = await openManager(setup);
  const commands = manager.commands();
  await writeCache(file, setup, { commands, plugins: manager.list() });
  await manager.stop();
  return commands;
}

function toLoadable(name: string, info: CommandInfo): readonly LoadableCommand[] {
  const names = name === info.qualifiedName ? [name] : [name, info.qualifiedName];
  return names.map((each) => ({
    description: toDescription(each, info, { isHidden: each !== name }),
    load: async () => {
      const { runContributed } = await import('./run-contributed.ts');
      return (context) => runContributed(context, info);
    },
  }));
}
