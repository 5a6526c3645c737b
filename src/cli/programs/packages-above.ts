import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folders of installed packages that a module in a folder is given. What it can import in this process, it shall be able to in another. */
export function packagesAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  const packages = join(folder, 'node_modules');
  return [...(existsSync(packages) ? [packages] : []), ...(above === folder ? [] : packagesAbove(above))];
}
