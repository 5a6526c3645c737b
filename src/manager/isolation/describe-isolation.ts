import type { FoundPlugin } from '../../discovery/source.ts';
import type { Enforceable } from '../../runners/enforcement-fact.ts';
import type { Launcher } from '../../runners/launchers.ts';
import type { RunnerName } from '../../runners/runner.ts';
import { enforcementOf } from './choose-runner.ts';

const PLACES: Readonly<Record<RunnerName, string>> = {
  inline: 'in the thread of the host',
  worker: 'in a thread of its own',
  process: 'in a process of its own',
};

/** Where a plugin runs, and what is kept there of each permission and limit in its manifest; nothing if there is nothing to say. */
export function describeIsolation(
  plugin: FoundPlugin,
  runner: RunnerName,
  launcher: Launcher | undefined,
): readonly string[] {
  const facts = enforcementOf(plugin, runner, launcher);
  const { permissions, limits } = plugin.manifest!;
  const names: readonly Enforceable[] = [
    ...new Set(permissions.map(({ name }) => name)),
    ...(Object.keys(limits) as (keyof typeof limits)[]).filter((name) => limits[name] !== undefined),
  ];
  if (runner === 'inline' && names.length === 0) return [];
  return [
    `It runs ${PLACES[runner]}.`,
    ...names.map((name) => `  "${name}" is ${facts[name].level}. ${facts[name].why}`),
  ];
}
