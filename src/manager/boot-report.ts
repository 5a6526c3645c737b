import { isPluginId } from '../manifest/plugin-id.ts';
import type { Problem } from '../manifest/problem.ts';
import { listIsolation } from './isolation/describe-isolation.ts';
import type { PluginState } from './lifecycle/plugin-state.ts';
import type { PluginStatus } from './plugin-status.ts';
import { listProblems, type ToldProblem } from './resolution/list-problems.ts';

/** What there is to say about a start, and about each plugin. */
export interface BootFacts {
  readonly host: { readonly name: string; readonly api: string };
  /** Milliseconds that looking into the sources took, resolving, and activating. */
  readonly findMs: number;
  readonly resolveMs: number;
  readonly activateMs: number;
  readonly durationMs: number;
  /** How many manifests were parsed, and how many were known from the cache. */
  readonly manifests: { readonly parsed: number; readonly cached: number };
  /** What is wrong with sources, and with options about plugins that were not found. */
  readonly problems: readonly Problem[];
  readonly plugins: readonly PluginStatus[];
}

/** What `start()` did: every plugin with its state, and how long everything took. Prints as a tree. */
export class BootReport implements BootFacts {
  readonly host: BootFacts['host'];
  readonly findMs: number;
  readonly resolveMs: number;
  readonly activateMs: number;
  readonly durationMs: number;
  readonly manifests: BootFacts['manifests'];
  readonly problems: readonly Problem[];
  readonly plugins: readonly PluginStatus[];

  constructor({ host, ...facts }: BootFacts) {
    this.host = { name: host.name, api: host.api };
    this.findMs = facts.findMs;
    this.resolveMs = facts.resolveMs;
    this.activateMs = facts.activateMs;
    this.durationMs = facts.durationMs;
    this.manifests = facts.manifests;
    this.problems = facts.problems;
    this.plugins = facts.plugins;
  }

  toJSON(): BootFacts {
    const { host, findMs, resolveMs, activateMs, durationMs, manifests, problems, plugins } = this;
    return { host, findMs, resolveMs, activateMs, durationMs, manifests, problems, plugins };
  }

  toString(): string {
    const { host, durationMs, findMs, resolveMs, activateMs, manifests } = this;
    const phases = `found in ${ms(findMs)}, resolved in ${ms(resolveMs)}, activated in ${ms(activateMs)}`;
    const read = `${manifests.parsed} ${manifests.parsed === 1 ? 'manifest' : 'manifests'} read, ${manifests.cached} unchanged since they were last read`;
    const lines = [
      `${host.name} (plugin API ${host.api}): ${summary(this.plugins)} in ${ms(durationMs)}`,
      phases,
      read,
      ...this.problems.map(({ severity, message }) => `${severity}: ${message}`),
      ...toTree(this.plugins),
    ];
    return lines.join('\n');
  }
}

function summary(plugins: readonly PluginStatus[]): string {
  const counts = new Map<string, number>();
  for (const { state } of plugins) counts.set(state, (counts.get(state) ?? 0) + 1);
  const parts = [...counts].map(([state, count]) => `${count} ${state}`);
  return `${plugins.length} ${plugins.length === 1 ? 'plugin' : 'plugins'}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

/** By source, in the order in which the sources were first met; plugins by id. */
function toTree(plugins: readonly PluginStatus[]): string[] {
  const sources = [...new Set(plugins.map(({ source }) => source))];
  return sources.flatMap((source, index) => {
    const isLast = index === sources.length - 1;
    const own = plugins.filter((plugin) => plugin.source === source);
    // A path is not lined up with ids: all of them would move far to the right.
    const width = Math.max(0, ...own.filter(hasId).map((plugin) => nameOf(plugin).length));
    const branches = own.flatMap((plugin, position) => toBranch(plugin, width, position === own.length - 1));
    return [`${isLast ? '└─' : '├─'} ${source}`, ...branches.map((line) => `${isLast ? '  ' : '│ '} ${line}`)];
  });
}

/** What such a plugin may do is of no interest. */
const TAKES_NO_PART: readonly PluginState[] = ['conflicting', 'disabled', 'invalid', 'shadowed'];

function toBranch(plugin: PluginStatus, width: number, isLast: boolean): string[] {
  const { state, importMs, activateMs, activatedBy, activation, runner } = plugin;
  const times = [
    ...(runner === undefined || runner === 'inline' ? [] : [`in a ${runner}`]),
    ...(importMs === undefined ? [] : [`imported in ${ms(importMs)}`]),
    ...(activateMs === undefined ? [] : [`activated in ${ms(activateMs)} (${activatedBy})`]),
    ...(state === 'ready'
      ? [activation === 'background' ? 'activated in the background' : 'activated on first use']
      : []),
  ];
  const stem = isLast ? ' ' : '│';
  return [
    `${isLast ? '└─' : '├─'} ${nameOf(plugin).padEnd(width)}  ${state}${times.length === 0 ? '' : `  ${times.join(', ')}`}`,
    ...remarksOn(plugin).flatMap(({ text, remedy }) => [
      ...text.split('\n').map((line) => `${stem}    ${line}`),
      ...(remedy === undefined ? [] : [`${stem}    → ${remedy}`]),
    ]),
    ...(TAKES_NO_PART.includes(state) ? [] : listIsolation(plugin).map((line) => `${stem}    ${line}`)),
  ];
}

/** Why the plugin is in its state. Of an invalid one everything that is wrong is told: it is mended in one go. */
function remarksOn({ state, reason, remedy, problems }: PluginStatus): readonly ToldProblem[] {
  if (state === 'invalid' && problems.length > 0) return listProblems(problems);
  return reason === undefined ? [] : [{ text: reason, ...(remedy === undefined ? {} : { remedy }) }];
}

/** Whether it is more than the name of a folder or package that stands in for an id. */
function hasId({ id }: PluginStatus): boolean {
  return isPluginId(id);
}

function nameOf(plugin: PluginStatus): string {
  const { id, version, folder } = plugin;
  if (!hasId(plugin)) return folder ?? id;
  return version === undefined ? id : `${id} ${version}`;
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
