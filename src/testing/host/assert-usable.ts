import { HooklineError } from '../../errors/hookline-error.ts';
import type { ManagerEvents } from '../../manager/manager-events.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { Problem } from '../../manifest/problem.ts';

const USABLE: readonly string[] = ['ready', 'activating', 'active'];

export interface Findings {
  readonly plugins: readonly PluginStatus[];
  /** Problems that belong to no plugin. */
  readonly problems: readonly Problem[];
  readonly errors: readonly ManagerEvents['plugin:error'][];
}

/** @throws TEST_PLUGIN_UNUSABLE with the reasons of all plugins that cannot run, and what else is wrong */
export function assertUsable({ plugins, problems, errors }: Findings): void {
  const unusable = plugins.filter(({ state }) => !USABLE.includes(state));
  const sentences = [...unusable.map(describe), ...problems.map(({ message }) => message)];
  if (sentences.length === 0) return;
  const ids = unusable.map(({ id }) => id);
  const cause = errors.find(({ plugin }) => ids.includes(plugin))?.error;
  const remedy = unusable.find((plugin) => plugin.remedy !== undefined)?.remedy ?? problems[0]?.hint;
  throw new HooklineError('TEST_PLUGIN_UNUSABLE', `Not every plugin of the test can run. ${sentences.join(' ')}`, {
    hint: remedy,
    data: { plugins: unusable.map(({ id, state, code }) => ({ id, state, code })) },
    ...(cause === undefined ? {} : { cause }),
  });
}

function describe({ id, state, reason, problems }: PluginStatus): string {
  const told = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const why = told.length > 0 ? told.join(' ') : (reason ?? 'There is no reason.');
  return `The plugin "${id}" is ${state}: ${why}`;
}
