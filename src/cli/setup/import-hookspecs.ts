import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import { KINDS } from '../../hooks/kinds.ts';
import type { AnyHooks } from './host-setup.ts';
import { loadTypeScript } from './load-typescript.ts';

/**
 * The hookspecs that a module exports. `specifier` is a path from `folder` or the name of a package, with `#name` behind it for
 * one of several exports.
 *
 * @throws HOST_CONFIG_INVALID
 */
export async function importHookspecs(specifier: string, folder: string): Promise<AnyHooks> {
  const [module = '', name] = splitName(specifier);
  const sets = hookspecSetsOf(await importModule(module, folder));
  if (name !== undefined) {
    const chosen = sets.get(name);
    if (chosen !== undefined) return chosen;
    const nearest = nearestInParentheses(name, sets.keys());
    throw invalid(specifier, `"${module}" exports no hookspecs with the name "${name}"${nearest}`);
  }
  if (sets.size === 1) return [...sets.values()][0]!;
  const names = [...sets.keys()].map((each) => `"${each}"`).join(', ');
  if (sets.size === 0) throw invalid(specifier, `"${module}" exports no hookspecs`);
  throw invalid(
    specifier,
    `"${module}" exports several sets of hookspecs: ${names}. Put "#" and a name behind the module`,
  );
}

function splitName(specifier: string): (string | undefined)[] {
  const at = specifier.lastIndexOf('#');
  return at > 0 ? [specifier.slice(0, at), specifier.slice(at + 1)] : [specifier];
}

async function importModule(module: string, folder: string): Promise<object> {
  const file = resolve(folder, module);
  const isFile = /^[./]/.test(module) || existsSync(file);
  try {
    if (isFile && /\.m?ts$/.test(file)) await loadTypeScript(file);
    const target = isFile ? file : createRequire(resolve(folder, 'package.json')).resolve(module);
    return (await import(pathToFileURL(target).href)) as object;
  } catch (thrown) {
    throw invalid(module, `it cannot be imported: ${describeThrown(thrown)}`, thrown);
  }
}

/** The exports that are sets of hookspecs, the default one included. */
function hookspecSetsOf(namespace: object): ReadonlyMap<string, AnyHooks> {
  const sets = Object.entries(namespace).filter((entry): entry is [string, AnyHooks] => isHookspecSet(entry[1]));
  const unique = new Map<unknown, [string, AnyHooks]>();
  for (const entry of sets) if (!unique.has(entry[1]) || entry[0] !== 'default') unique.set(entry[1], entry);
  return new Map(unique.values());
}

function isHookspecSet(value: unknown): boolean {
  return isPlainObject(value) && Object.keys(value).length > 0 && Object.values(value).every(isHookspec);
}

function isHookspec(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(KINDS).includes(String((value as { kind?: unknown }).kind))
  );
}

function invalid(specifier: string, problem: string, ...cause: unknown[]): HooklineError {
  return new HooklineError('HOST_CONFIG_INVALID', `The hookspecs "${specifier}" cannot be used: ${problem}.`, {
    hint: 'Name a module that exports what defineHookspecs gives: a path, or a package.',
    data: { hookspecs: specifier, problem },
    ...(cause.length === 0 ? {} : { cause: cause[0] }),
  });
}
