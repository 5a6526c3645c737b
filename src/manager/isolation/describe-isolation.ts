import type { FoundPlugin } from '../../discovery/source.ts';
import type { Enforceable, Enforcement, EnforcementLevel } from '../../runners/enforcement-fact.ts';
import type { RunnerName } from '../../runners/runner.ts';
import type { GrantEntry, GrantStatus } from '../permissions/grant-sheet.ts';
import { toEnforceable, toPluginIsolation, type PluginIsolation } from './plugin-isolation.ts';

const PLACES: Readonly<Record<RunnerName, string>> = {
  inline: 'in the thread of the host',
  worker: 'in a thread of its own',
  process: 'in a process of its own',
};

const STATUSES: Readonly<Record<GrantStatus, string>> = {
  granted: 'granted',
  missing: 'not granted',
  revoked: 'revoked',
};

const LEVELS: Readonly<Record<EnforcementLevel, string>> = {
  enforced: 'and enforced',
  brokered: 'and brokered by the host',
  declared: 'and only declared',
  impossible: 'but impossible',
};

/** How many permissions are listed; `permissions` of the status has all. */
const MAX_LISTED = 20;

/**
 * Where a plugin runs, and what is granted and kept there of each permission and limit in its manifest; nothing if there is
 * nothing to say.
 */
export function describeIsolation(
  plugin: FoundPlugin,
  runner: RunnerName,
  entries: readonly GrantEntry[],
  enforcement: Enforcement,
): readonly string[] {
  const { limits } = toPluginIsolation(plugin, [], enforcement);
  if (runner === 'inline' && entries.length === 0 && limits.length === 0) return [];
  const explained = new Set<Enforceable>();
  const why = (name: Enforceable): string => {
    if (explained.has(name)) return '';
    explained.add(name);
    return ` ${enforcement[name].why}`;
  };
  return [
    `It runs ${PLACES[runner]}.`,
    ...entries.slice(0, MAX_LISTED).map(({ text, status, item }) => {
      const name = toEnforceable(item.kind);
      return `  "${text}" is ${STATUSES[status]} ${LEVELS[enforcement[name].level]}.${why(name)}`;
    }),
    ...leftOut(entries).map((left) => `  ${left}`),
    ...limits.map(({ limit, level }) => `  "${limit}" is ${level}.${why(limit)}`),
  ];
}

/** The same in short, as the boot report has it: one line for each permission and limit. */
export function listIsolation({ permissions, limits }: PluginIsolation): readonly string[] {
  return [
    ...permissions
      .slice(0, MAX_LISTED)
      .map(({ permission, status, level }) => `${permission}: ${join(STATUSES[status], level)}`),
    ...leftOut(permissions),
    ...limits.map(({ limit, value, level }) => join(`${limit} ${value}:`, level, ' ')),
  ];
}

function join(text: string, level: string | undefined, separator = ', '): string {
  return level === undefined ? text : `${text}${separator}${level}`;
}

function leftOut(list: readonly unknown[]): readonly string[] {
  return list.length > MAX_LISTED ? [`and ${list.length - MAX_LISTED} more permissions`] : [];
}
