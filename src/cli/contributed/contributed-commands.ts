import type { CommandInfo } from '../../manager/commands/command-info.ts';
import type { LoadableCommand } from '../commands.ts';
import { withOutputKept } from '../completion/with-output-kept.ts';
import { readCache, writeCache } from './command-cache.ts';
import { toDescription } from './to-description.ts';

/**
 * The commands that plugins of the host in the working folder contribute, without any of their code. None if there is no host, or
 * if its set-up cannot be used: that is for the commands to say that need it.
 */
export async function contributedCommands(argv: readonly string[]): Promise<readonly LoadableCommand[]> {
  const { configFile } = await import('./config-file.ts');
  const file = configFile(argv, process.cwd());
  if (file === undefined) return [];
  const infos = (await readCache(file)) ?? (await list(file));
  const taken = new Set<string>();
  return infos.flatMap((info) => {
    // In help, one name for a command is enough.
    const name = info.isShort && !taken.has(info.name) ? info.name : info.qualifiedName;
    taken.add(name);
    return toLoadable(name, info);
  });
}

async function list(file: string): Promise<readonly CommandInfo[]> {
  try {
    const { value } = await withOutputKept(async () => {
      const { loadSetup } = await import('../setup/load-setup.ts');
      const { openManager } = await import('../setup/open-manager.ts');
      const setup = await loadSetup({ config: file }, process.cwd());
      const manager = await openManager(setup);
      const commands = manager.commands();
      await writeCache(file, setup, { commands, plugins: manager.list() });
      await manager.stop();
      return commands;
    });
    return value;
  } catch {
    return [];
  }
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
