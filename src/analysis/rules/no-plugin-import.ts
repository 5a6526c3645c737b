import { isInside, packageNameOf, toPath } from '../resolve-import.ts';
import type { Rule } from '../rule.ts';

export const noPluginImport: Rule = {
  id: 'no-plugin-import',
  severity: 'error',
  summary: 'A file outside of the folder of the plugin is imported, or the package of another plugin.',
  docs: 'A plugin is installed, moved, trusted and stopped by its folder. What it shares with another plugin goes through a service. Types that are erased are left alone.',
  remedy: 'Provide and require a service, or put what both need into a package.',
  *inFile(file, plugin) {
    const packages = new Set(plugin.others.map(({ packageName }) => packageName));
    for (const { specifier, typeOnly, place } of file.imports) {
      if (specifier === undefined || typeOnly) continue;
      const path = toPath(specifier, file.file);
      if (path === undefined) {
        if (!packages.has(packageNameOf(specifier))) continue;
        yield { node: place.node, message: `"${specifier}" is the package of another plugin.` };
      } else if (!isInside(path, plugin.folder)) {
        const other = plugin.others.find(({ folder }) => isInside(path, folder));
        const where =
          other === undefined
            ? 'outside of the folder of the plugin'
            : `in the folder of another plugin, ${other.folder}`;
        yield { node: place.node, message: `"${specifier}" lies ${where}.` };
      }
    }
  },
};
