import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from '@babel/parser';
import type { HostSetup } from '../setup/host-setup.ts';
import { isIdentifier } from './layout.ts';
import type { HookspecModule } from './plugin-plan.ts';

/**
 * The module from which the configuration of the host takes its hookspecs, if it takes all of them from one: whoever imports
 * the same gets the same. `named` is what a flag says.
 */
export async function findHookspecModule(
  { file, folder, options }: HostSetup,
  named: { readonly hookspecs: string | undefined; readonly cwd: string },
): Promise<HookspecModule | undefined> {
  const specifiers =
    named.hookspecs === undefined ? await specifiersOf(file) : [named.hookspecs.replace(/(.)#[^#]*$/, '$1')];
  const from = named.hookspecs === undefined ? folder : named.cwd;
  for (const specifier of specifiers) {
    const isFile = /^[./]/.test(specifier) || existsSync(resolve(from, specifier));
    const module = isFile ? resolve(from, specifier) : specifier;
    const exported = await exportOf(module, isFile, { from, hookspecs: options.hookspecs });
    if (exported !== undefined) return { module, isFile, exported };
  }
  return undefined;
}

/** What a configuration imports. */
async function specifiersOf(file: string | undefined): Promise<readonly string[]> {
  if (file === undefined) return [];
  const text = await readFile(file, 'utf8');
  if (file.endsWith('.json')) {
    const { hookspecs } = JSON.parse(text) as { readonly hookspecs?: string };
    return hookspecs === undefined ? [] : [hookspecs.replace(/(.)#[^#]*$/, '$1')];
  }
  const { body } = parse(text, { sourceType: 'module', plugins: ['typescript'], errorRecovery: true }).program;
  return body.flatMap((node) => (node.type === 'ImportDeclaration' ? [node.source.value] : []));
}

interface Search {
  readonly from: string;
  readonly hookspecs: object;
}

/** The name under which a module exports this very object. It was imported before, so importing it again changes nothing. */
async function exportOf(module: string, isFile: boolean, { from, hookspecs }: Search): Promise<string | undefined> {
  try {
    const target = isFile ? module : createRequire(resolve(from, 'package.json')).resolve(module);
    const namespace = (await import(pathToFileURL(target).href)) as object;
    const names = Object.entries(namespace).flatMap(([name, value]) =>
      value === hookspecs && isIdentifier(name) ? [name] : [],
    );
    return names.find((name) => name !== 'default') ?? names[0];
  } catch {
    // A module for another condition, or one of Node's own.
    return undefined;
  }
}
