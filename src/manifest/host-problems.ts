import { nearestInParentheses } from '../errors/nearest-name.ts';
import { toProblem, type Flaw } from './flaw.ts';
import type { HookimplDeclaration, Manifest } from './manifest.ts';
import type { Path } from './manifest-path.ts';
import { publisherOf } from './plugin-id.ts';
import type { Problem } from './problem.ts';

/** What a manifest is held against. */
export interface HostNames {
  /** Names of the hooks of the host. */
  readonly hookNames: ReadonlySet<string>;
  /** Publishers, the part of an id in front of the dot, whose names plugins may not use. */
  readonly reservedPrefixes: ReadonlySet<string>;
}

/** What a valid manifest asks of this host in vain; without file, line and column. */
export function hostProblems(manifest: Manifest, host: HostNames): readonly Problem[] {
  return [...findReservedId(manifest, host), ...findUnknownHooks(manifest, host)];
}

function findReservedId({ id }: Manifest, { reservedPrefixes }: HostNames): readonly Problem[] {
  const publisher = publisherOf(id);
  if (!reservedPrefixes.has(publisher)) return [];
  const message = `The id "${id}" begins with "${publisher}.", which is reserved.`;
  return [problemOf({ code: 'MANIFEST_ID_RESERVED', message }, ['id'])];
}

function findUnknownHooks(manifest: Manifest, { hookNames }: HostNames): readonly Problem[] {
  const own = ownHookNames(manifest);
  return Object.entries(manifest.hooks).flatMap(([name, entry]) => {
    if (hookNames.has(name) || own.has(name) || isOptional(entry) || isOfOtherPlugin(name, manifest)) return [];
    const message = `There is no hook "${name}"${nearestInParentheses(name, [...hookNames, ...own])}.`;
    const hint = name.startsWith(`${manifest.id}/`)
      ? 'Name it in contributes.hooks, without the id of the plugin, or remove it.'
      : undefined;
    return [problemOf({ code: 'MANIFEST_HOOK_UNKNOWN', message, hint }, ['hooks', name])];
  });
}

/** Hooks of other plugins are known only when all plugins are. */
function isOfOtherPlugin(name: string, { id }: Manifest): boolean {
  return name.includes('/') && !name.startsWith(`${id}/`);
}

function ownHookNames({ id, contributes }: Manifest): ReadonlySet<string> {
  return new Set(contributes.hooks.map((name) => `${id}/${name}`));
}

function isOptional(entry: HookimplDeclaration | readonly HookimplDeclaration[]): boolean {
  return [entry].flat().every(({ optional }) => optional === true);
}

function problemOf(flaw: Flaw, path: Path): Problem {
  return toProblem({ ...flaw, path }, undefined);
}
