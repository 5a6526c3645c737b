import semver from 'semver';
import { layoutOf } from '../plugin-layout.ts';
import type { PluginPlan } from '../plugin-plan.ts';
import { toJson } from './to-json.ts';

const SCHEMA = 'https://hookline.dev/schema/plugin-1.json';

export function manifestText(plan: PluginPlan): string {
  const { id, name, description, type, author, license, host, hooks, commands, permissions, runner } = plan;
  const manifest = {
    $schema: SCHEMA,
    id,
    version: '0.1.0',
    name,
    description,
    ...(type === undefined ? {} : { type }),
    author,
    license,
    api: apiRange(host.api),
    entry: layoutOf(plan).entry,
    hooks: Object.fromEntries(hooks.map((hook) => [hook.name, {}])),
    ...(commands.length === 0 ? {} : { contributes: { cli: commands } }),
    ...(permissions.length === 0 ? {} : { permissions }),
    ...(runner === 'inline' ? {} : { runner: { min: runner } }),
  };
  return toJson(manifest);
}

/** What the plugin was made for, and what is compatible with it. */
export function apiRange(api: string): string {
  const { major, minor, patch, prerelease } = semver.parse(api)!;
  return prerelease.length === 0 && patch === 0 ? `^${major}.${minor}` : `^${api}`;
}
