import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeThrown, describeValue } from '../../errors/describe-value.ts';
import { readProperty } from '../../errors/read-property.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import { contextMisused, offloadModuleInvalid } from './context-errors.ts';
import type { OffloadRequest } from './offload-job.ts';

/** Throws `CONTEXT_MISUSED` for what is no path at all. */
export function assertModulePath({
  plugin,
  module,
}: {
  readonly plugin: PluginIdentity;
  readonly module: unknown;
}): void {
  if (typeof module === 'string' && module !== '') return;
  throw contextMisused(plugin, 'ctx.offload', `the module must be a path, not ${describeValue(module)}`);
}

/** The URL of a module inside the folder of a plugin, links resolved. Throws `OFFLOAD_MODULE_INVALID`. */
export async function locateOffloadModule({ plugin, folder, module }: OffloadRequest): Promise<string> {
  const invalid = (problem: string): Error => offloadModuleInvalid(plugin, module, problem);
  if (folder === undefined) throw invalid('it is a plugin in code, which has no folder');
  if (isAbsolute(module) || /^[a-z][a-z\d+.-]+:/i.test(module)) {
    throw invalid('the path must be relative to the folder of the plugin');
  }
  const root = await realpath(folder).catch((thrown: unknown) => thrown);
  const file = await realpath(resolve(folder, module)).catch((thrown: unknown) => thrown);
  if (typeof root !== 'string' || typeof file !== 'string') throw invalid(describeMissing(file));
  if (!isInside(root, file)) throw invalid('it lies outside the folder of the plugin');
  if (!(await stat(file)).isFile()) throw invalid('it is not a file');
  return pathToFileURL(file).href;
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function describeMissing(thrown: unknown): string {
  const isMissing = typeof thrown === 'object' && thrown !== null && readProperty(thrown, 'code') === 'ENOENT';
  return isMissing ? 'there is no such file' : `it cannot be read: ${describeThrown(thrown)}`;
}
