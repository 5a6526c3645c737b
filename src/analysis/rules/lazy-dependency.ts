import { packageNameOf } from '../resolve-import.ts';
import type { Rule } from '../rule.ts';

export const lazyDependency: Rule = {
  id: 'lazy-dependency',
  severity: 'error',
  summary: 'A package of `lazyDependencies` is loaded together with the plugin.',
  docs: 'A file that is itself loaded later, by `import()`, may import it at its top.',
  remedy: 'Load it where it is needed, with "await import(…)".',
  *inFile(file, plugin) {
    const lazy = new Set(plugin.manifest.lazyDependencies);
    if (lazy.size === 0 || !plugin.eager.has(file)) return;
    for (const { specifier, typeOnly, atImport, place } of file.imports) {
      if (specifier === undefined || typeOnly || !atImport) continue;
      const name = packageNameOf(specifier);
      if (!lazy.has(name)) continue;
      yield {
        node: place.node,
        message: `The manifest says that "${name}" is loaded lazily, and here it is loaded with the plugin.`,
      };
    }
  },
};
