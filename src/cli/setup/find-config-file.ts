import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** In the order in which they are tried. */
export const CONFIG_NAMES = ['ts', 'mts', 'mjs', 'js', 'json'].map((ending) => `hookline.config.${ending}`);

/** The configuration file in a folder or the nearest one above it. */
export function findConfigFile(folder: string): string | undefined {
  const found = CONFIG_NAMES.map((name) => join(folder, name)).find((file) => existsSync(file));
  const parent = dirname(folder);
  return found ?? (parent === folder ? undefined : findConfigFile(parent));
}
