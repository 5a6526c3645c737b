import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readPackageFile } from '../../analysis/package-file.ts';

/** The packages that a plugin needs and would not find from the folder that it goes to. */
export async function missingPackages(staged: string, target: string): Promise<readonly string[]> {
  const packageFile = await readPackageFile(staged);
  if (packageFile === undefined) return [];
  const { dependencies, peerDependencies } = packageFile.lists;
  const { resolve } = createRequire(join(target, 'index.js'));
  return Object.keys({ ...dependencies, ...peerDependencies })
    .filter((name) => {
      const folders = [join(staged, 'node_modules'), ...(resolve.paths(`${name}/`) ?? [])];
      return !folders.some((folder) => existsSync(join(folder, name)));
    })
    .toSorted();
}
