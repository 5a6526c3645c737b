import { isBuiltin } from 'node:module';
import { DEPENDENCY_LISTS } from '../package-file.ts';
import type { PluginCode } from '../plugin-code.ts';
import { packageNameOf, toPath } from '../resolve-import.ts';
import type { Rule } from '../rule.ts';

export const undeclaredDependency: Rule = {
  id: 'undeclared-dependency',
  severity: 'warning',
  summary: 'A package is imported that the package.json of the plugin does not name.',
  docs: 'It is found only as long as somebody else happens to install it. Types that are erased are left alone, and so is what may be absent, with a `try` around it.',
  remedy: 'Add it to "dependencies" or "peerDependencies" of the package.json beside the manifest.',
  *inFile(file, plugin) {
    const declared = declaredBy(plugin);
    for (const { specifier, typeOnly, guarded, place } of file.imports) {
      if (specifier === undefined || typeOnly || guarded || isKnown(specifier, file.file)) continue;
      const name = packageNameOf(specifier);
      if (declared.has(name)) continue;
      const where =
        plugin.packageFile === undefined
          ? 'the plugin has no package.json that names it'
          : 'package.json does not name it';
      yield { node: place.node, message: `The package "${name}" is imported, and ${where}.` };
    }
  },
};

function declaredBy({ packageFile }: PluginCode): ReadonlySet<string> {
  if (packageFile === undefined) return new Set();
  const names = DEPENDENCY_LISTS.flatMap((list) => Object.keys(packageFile.lists[list]));
  return new Set(packageFile.name === undefined ? names : [...names, packageFile.name]);
}

function isKnown(specifier: string, file: string): boolean {
  if (toPath(specifier, file) !== undefined || specifier.startsWith('#')) return true;
  // Another scheme, such as `data:`, is not the name of a package.
  return isBuiltin(specifier) || /^[a-z]+:/.test(specifier) || packageNameOf(specifier) === 'hookline';
}
