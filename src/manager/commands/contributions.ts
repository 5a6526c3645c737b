import type { HooklineError } from '../../errors/hookline-error.ts';
import type { LivePlugin } from '../lifecycle/reconciler.ts';
import type { PluginStatus } from '../plugin-status.ts';
import type { Resolution } from '../resolution/resolution.ts';
import { commandNotRunning } from './command-errors.ts';
import type { CommandInfo, TemplateInfo } from './command-info.ts';
import { findCommand } from './find-command.ts';
import { listCommands, listTemplates } from './list-contributions.ts';
import type { RunCommandOptions } from './run-command.ts';

export interface ContributionsParts {
  /** By short name of a command, the plugin whose command it means. */
  readonly choices: Readonly<Record<string, string>>;
  /** `undefined` until somebody has looked for plugins. */
  readonly resolution: () => Resolution | undefined;
  readonly liveOf: (plugin: string) => LivePlugin | undefined;
  readonly statusOf: (plugin: string) => PluginStatus | undefined;
  /** Blacks secrets out of what the plugin threw. */
  readonly redact: (thrown: unknown) => unknown;
  readonly onFailed: (plugin: LivePlugin['record'], error: HooklineError) => void;
}

/** What plugins contribute for people: commands and templates. */
export class Contributions {
  readonly #parts: ContributionsParts;

  constructor(parts: ContributionsParts) {
    this.#parts = parts;
  }

  commands(): readonly CommandInfo[] {
    return listCommands(this.#parts.resolution(), this.#parts.choices);
  }

  templates(): readonly TemplateInfo[] {
    return listTemplates(this.#parts.resolution());
  }

  /** Waits for no operation, as calls of hooks do not: a command may take hours. */
  async run(name: string, given: RunCommandOptions): Promise<unknown> {
    // Whoever lists commands only need not load what runs them. First, so that nothing changes behind the look for the plugin.
    const { runCommand } = await import('./run-command.ts');
    const { resolution, choices, liveOf, statusOf, redact, onFailed } = this.#parts;
    const command = findCommand(name, resolution(), choices);
    const live = liveOf(command.plugin);
    if (live === undefined) throw commandNotRunning(command, statusOf(command.plugin));
    const { instance, record } = live;
    return runCommand({ command, given, instance, redact, onFailed: (error) => onFailed(record, error) });
  }
}
