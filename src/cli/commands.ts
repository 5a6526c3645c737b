import type { CommandContext, CommandDescription, Outcome } from './command.ts';
import { attack } from './commands/attack.ts';
import { choose, disable, enable, grant, reload, revoke, trust, untrust } from './commands/changes.ts';
import { check } from './commands/check.ts';
import { compat } from './commands/compat.ts';
import { completion } from './commands/completion.ts';
import { create } from './commands/create.ts';
import { dev } from './commands/dev.ts';
import { doctor } from './commands/doctor.ts';
import { explain } from './commands/explain.ts';
import { hooksDocs } from './commands/hooks-docs.ts';
import { hooksList } from './commands/hooks-list.ts';
import { hooksPlan } from './commands/hooks-plan.ts';
import { info } from './commands/info.ts';
import { init } from './commands/init.ts';
import { install } from './commands/install.ts';
import { list } from './commands/list.ts';
import { lock } from './commands/lock.ts';
import { pack } from './commands/pack.ts';
import { run } from './commands/run.ts';
import { stats } from './commands/stats.ts';
import { test } from './commands/test.ts';
import { uninstall } from './commands/uninstall.ts';
import { validate } from './commands/validate.ts';
import { whyLoaded } from './commands/why-loaded.ts';

interface CommandEntry {
  readonly description: CommandDescription;
  /** The code of the command, loaded when it is run. */
  readonly load: () => Promise<(context: never) => Promise<Outcome>>;
}

/** Every command, in the order of help. Descriptions are loaded at once, code on use. */
const ENTRIES: readonly CommandEntry[] = [
  { description: init, load: async () => (await import('./run/init.ts')).runInit },
  { description: create, load: async () => (await import('./run/create.ts')).runCreate },
  { description: dev, load: async () => (await import('./run/dev.ts')).runDev },
  { description: validate, load: async () => (await import('./run/validate.ts')).runValidate },
  { description: test, load: async () => (await import('./run/test.ts')).runTest },
  { description: check, load: async () => (await import('./run/check.ts')).runCheck },
  { description: pack, load: async () => (await import('./run/pack.ts')).runPack },
  { description: list, load: async () => (await import('./run/list.ts')).runList },
  { description: info, load: async () => (await import('./run/info.ts')).runInfo },
  { description: explain, load: async () => (await import('./run/explain.ts')).runExplain },
  { description: doctor, load: async () => (await import('./run/doctor.ts')).runDoctor },
  { description: attack, load: async () => (await import('./run/attack.ts')).runAttack },
  { description: whyLoaded, load: async () => (await import('./run/why-loaded.ts')).runWhyLoaded },
  { description: install, load: async () => (await import('./run/install.ts')).runInstall },
  { description: uninstall, load: async () => (await import('./run/uninstall.ts')).runUninstall },
  { description: enable, load: async () => (await import('./run/change-plugin.ts')).runEnable },
  { description: disable, load: async () => (await import('./run/change-plugin.ts')).runDisable },
  { description: reload, load: async () => (await import('./run/change-plugin.ts')).runReload },
  { description: trust, load: async () => (await import('./run/change-plugin.ts')).runTrust },
  { description: untrust, load: async () => (await import('./run/change-plugin.ts')).runUntrust },
  { description: grant, load: async () => (await import('./run/change-plugin.ts')).runGrant },
  { description: revoke, load: async () => (await import('./run/change-plugin.ts')).runRevoke },
  { description: choose, load: async () => (await import('./run/change-plugin.ts')).runChoose },
  { description: lock, load: async () => (await import('./run/lock.ts')).runLock },
  { description: compat, load: async () => (await import('./run/compat.ts')).runCompat },
  { description: hooksList, load: async () => (await import('./run/hooks-list.ts')).runHooksList },
  { description: hooksPlan, load: async () => (await import('./run/hooks-plan.ts')).runHooksPlan },
  { description: hooksDocs, load: async () => (await import('./run/hooks-docs.ts')).runHooksDocs },
  { description: run, load: async () => (await import('./run/run.ts')).runRun },
  { description: stats, load: async () => (await import('./run/stats.ts')).runStats },
  { description: completion, load: async () => (await import('./run/completion.ts')).runCompletion },
];

/** A command as `main` runs it. */
export interface LoadableCommand {
  readonly description: CommandDescription;
  readonly load: () => Promise<(context: CommandContext) => Promise<Outcome>>;
}

/** What a command runs fits what it describes: each is typed by its own description. */
export const COMMANDS = ENTRIES as readonly LoadableCommand[];
