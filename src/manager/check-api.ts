import { isDeepStrictEqual } from 'node:util';
import semver from 'semver';
import type { ApiContract, HookContract } from './api-contract.ts';

/** How long something has to be deprecated before it may go. */
export interface DeprecationPolicy {
  /** In how many earlier releases. Default 2. */
  readonly releases?: number;
  /** For how many months. Default 6. */
  readonly months?: number;
}

/**
 * What a new version of a plugin API does to plugins without the warning, or the version number, that they are owed. Each
 * problem is a sentence; a release goes out when there are none.
 */
export function checkApi(
  earlier: readonly ApiContract[],
  next: ApiContract,
  { releases = 2, months = 6 }: DeprecationPolicy = {},
): readonly string[] {
  const history = earlier.toSorted((left, right) => semver.compare(left.api, right.api));
  const last = history.at(-1);
  if (last === undefined) return [];
  if (!semver.gt(next.api, last.api)) return [`The version ${next.api} does not come after ${last.api}.`];
  const removed = Object.keys(last.hooks).filter((name) => !Object.hasOwn(next.hooks, name));
  return [
    ...removed.flatMap((name) => removalProblems(name, { history, next, releases, months })),
    ...Object.entries(next.hooks).flatMap(([name, hook]) => changeProblems(name, hook, last, next.api)),
  ];
}

interface Removal {
  readonly history: readonly ApiContract[];
  readonly next: ApiContract;
  readonly releases: number;
  readonly months: number;
}

function removalProblems(name: string, { history, next, releases, months }: Removal): string[] {
  const last = history.at(-1)!;
  const announced = history.filter(({ hooks }) => hooks[name]?.deprecated !== undefined);
  const removal = `The hook "${name}" is gone in ${next.api}`;
  if (announced.length === 0) return [`${removal}, and was never deprecated.`];
  const { removeIn } = announced.at(-1)!.hooks[name]!.deprecated!;
  const until = addMonths(announced[0]!.released, months);
  return [
    ...(semver.major(next.api) > semver.major(last.api) ? [] : [`${removal}: that needs a new major version.`]),
    ...(removeIn === undefined || semver.gte(next.api, removeIn)
      ? []
      : [`${removal}, and was promised until ${removeIn}.`]),
    ...(announced.length >= releases
      ? []
      : [`${removal}, and was deprecated in ${announced.length} of ${releases} releases.`]),
    ...(next.released >= until
      ? []
      : [`${removal}, and has to stay until ${until}: it is deprecated since ${announced[0]!.released}.`]),
  ];
}

function changeProblems(name: string, hook: HookContract, { api, hooks }: ApiContract, next: string): string[] {
  const before = hooks[name];
  const isNewInPatch = before === undefined && semver.diff(api, next) === 'patch';
  if (isNewInPatch) return [`The hook "${name}" is new: that needs a new minor version.`];
  if (before === undefined) return [];
  if (semver.major(next) > semver.major(api)) return [];
  return changesOf(before, hook).map((change) => `The hook "${name}" ${change}: that needs a new major version.`);
}

/** What plugins would have to follow, each as what comes after the name of the hook. More arguments are none of that. */
export function changesOf(before: HookContract, after: HookContract): string[] {
  const traits = (['kind', 'sync', 'thread', 'returns'] as const).filter(
    (trait) => !isDeepStrictEqual(before[trait], after[trait]),
  );
  const args = Object.keys(before.args).filter((arg) => !isDeepStrictEqual(before.args[arg], after.args[arg]));
  return [
    ...traits.map((trait) => `has another "${trait}"`),
    ...args.map((arg) =>
      Object.hasOwn(after.args, arg) ? `has another schema for "${arg}"` : `lacks the argument "${arg}"`,
    ),
  ];
}

/** `2026-01-31` and 1 give `2026-03-03`: months end as the calendar has it. */
function addMonths(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}
