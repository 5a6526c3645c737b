import { capabilityOfImport, nameImport } from '../capabilities.ts';
import { permissionsOf } from '../plugin-code.ts';
import type { Rule } from '../rule.ts';

export const undeclaredFs: Rule = {
  id: 'undeclared-fs',
  severity: 'warning',
  summary: 'Files are used without the permission `fs`.',
  docs: 'A plugin may use its own folder and `ctx.dataDir` without any permission. Which paths a call means most often shows only when it runs, so this is a warning, and is not given where the file mentions `dataDir` or its own address (`import.meta.url`, `import.meta.dirname`, `__dirname`).',
  remedy: 'Keep data in ctx.dataDir, or declare the permission "fs" with the paths.',
  *inFile(file, plugin) {
    if (permissionsOf(plugin, 'fs').length > 0 || namesOwnFolder(file)) return;
    for (const site of file.imports) {
      const used = capabilityOfImport(site);
      if (used?.capability !== 'fs') continue;
      yield {
        node: site.place.node,
        message: `${nameImport(used)} is used, and the manifest does not have the permission "fs".`,
      };
    }
  },
};

function namesOwnFolder(file: Parameters<NonNullable<Rule['inFile']>>[0]): boolean {
  if (file.globals('__dirname').length > 0 || file.places('MetaProperty').length > 0) return true;
  return file.places('Identifier').some(({ node }) => node.name === 'dataDir');
}
