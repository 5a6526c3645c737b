import type { RunnerName } from '../runners/runner.ts';
import type { Problem } from '../manifest/problem.ts';
import type { PluginIsolation } from './isolation/plugin-isolation.ts';
import type { PluginHealth } from './health/health-ward.ts';
import type { PluginInstance } from './lifecycle/plugin-instance.ts';
import type { PluginRecord } from './lifecycle/plugin-record.ts';
import type { PluginFilter, PluginStatus } from './plugin-status.ts';
import type { ResolvedPlugin } from './resolution/resolution.ts';

export function toStatus({
  plugin,
  record,
  instance,
  health,
  isTrusted,
  runner,
  isolation,
  seen,
}: {
  readonly plugin: ResolvedPlugin;
  readonly record: PluginRecord;
  /** Of this very copy, if it runs. */
  readonly instance: PluginInstance | undefined;
  readonly health: PluginHealth;
  readonly isTrusted: boolean;
  readonly runner: RunnerName | undefined;
  readonly isolation: PluginIsolation;
  /** What a look at its code gave. */
  readonly seen: readonly Problem[];
}): PluginStatus {
  const { manifest, source, folder, problems, id } = plugin.found;
  const { code, reason, remedy } = record.standing;
  return {
    id,
    version: manifest?.version,
    name: manifest?.name,
    description: manifest?.description,
    type: manifest?.type,
    keywords: manifest?.keywords ?? [],
    state: record.state ?? 'ready',
    code,
    reason,
    remedy,
    source,
    folder,
    trusted: isTrusted,
    runner,
    permissions: isolation.permissions,
    limits: isolation.limits,
    activation: manifest?.activation,
    activatedBy: instance?.activatedBy,
    hooks: Object.keys(manifest?.hooks ?? {}),
    dependencies: plugin.dependencies,
    dependents: plugin.dependents,
    importMs: instance?.importMs,
    activateMs: instance?.activateMs,
    health,
    problems: [...problems, ...seen],
  };
}

export function fits(status: PluginStatus, { state, type, keyword, hook }: PluginFilter): boolean {
  const states = typeof state === 'string' ? [state] : state;
  return (
    (states === undefined || states.includes(status.state)) &&
    (type === undefined || status.type === type) &&
    (keyword === undefined || status.keywords.includes(keyword)) &&
    (hook === undefined || status.hooks.includes(hook))
  );
}
