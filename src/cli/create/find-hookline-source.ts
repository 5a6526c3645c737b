import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isPlainObject } from '../../hooks/plain-object.ts';
import type { HooklineSource } from '../scaffold/plugin-plan.ts';

/** Where the package of a host takes Hookline from, if it says so: a plugin beside it wants the very same. */
export async function findHooklineSource(folder: string): Promise<HooklineSource | undefined> {
  const manifest = await readPackage(folder);
  for (const key of ['dependencies', 'devDependencies', 'peerDependencies']) {
    const listed = manifest[key];
    const specifier = isPlainObject(listed) ? listed['hookline'] : undefined;
    if (typeof specifier !== 'string') continue;
    if (!specifier.startsWith('file:')) return { specifier };
    return { file: resolve(folder, specifier.slice('file:'.length)) };
  }
  return undefined;
}

async function readPackage(folder: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const parsed: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    return isPlainObject(parsed) ? parsed : {};
  } catch {
    // Without one, or with one that is broken, nothing is said.
    return {};
  }
}
