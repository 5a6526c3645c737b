import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describeValue } from '../errors/describe-value.ts';
import { operationRefused } from './operation-refused.ts';
import type { PluginStatus } from './plugin-status.ts';
import type { SettingsChange } from './state/settings.ts';

/**
 * The folder among those of the plugins with this id that is meant, with links resolved.
 *
 * @throws OPERATION_REFUSED
 */
export async function findChoice(id: string, folder: unknown, plugins: readonly PluginStatus[]): Promise<string> {
  if (typeof folder !== 'string') {
    throw operationRefused(id, `chosen: a folder is needed, not ${describeValue(folder)}`);
  }
  const absolute = resolve(folder);
  const choice = await realpath(absolute).catch(() => absolute);
  if (plugins.some((status) => status.id === id && status.folder === choice)) return choice;
  throw operationRefused(id, `chosen: there is none in "${absolute}"`);
}

export function toChoice(folder: string): SettingsChange {
  return () => ({ choice: folder });
}
