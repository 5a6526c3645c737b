import { isBuiltin } from 'node:module';
import { capabilityOfImport, NETWORK_GLOBALS, type Capability } from '../capabilities.ts';
import { envReads } from '../env-reads.ts';
import type { Node } from '../ast.ts';
import { networkUses } from '../network-uses.ts';
import type { PluginCode } from '../plugin-code.ts';
import type { Rule } from '../rule.ts';
import type { SourceFile } from '../source-file.ts';

export const permissionUnused: Rule = {
  id: 'permission-unused',
  severity: 'info',
  summary: 'The manifest asks for a permission that the code does not use.',
  docs: 'Who grants it trusts more than is needed. Nothing is said if the plugin imports packages or computed names, since these may use it. `native` and `service` are not looked at.',
  remedy: 'Remove it from "permissions".',
  *inPlugin(plugin) {
    if (plugin.entry === undefined || reachesOutside(plugin)) return;
    const used = usedBy(plugin);
    for (const { name } of plugin.manifest.permissions) {
      if (name === 'native' || name === 'service' || used.has(name)) continue;
      yield { message: `The manifest asks for the permission "${name}", and nothing in the code uses it.` };
    }
  },
};

function reachesOutside(plugin: PluginCode): boolean {
  if (plugin.skipped.length > 0) return true;
  return plugin.files.some((file) =>
    file.imports.some(({ specifier, typeOnly }) => {
      if (specifier === undefined) return true;
      const isOwn = /^node:|^hookline(?:\/|$)|^\./.test(specifier) || plugin.resolve(specifier, file) !== undefined;
      return !typeOnly && !isOwn && !isBuiltin(specifier);
    }),
  );
}

/** `ctx.http`, or `http` out of it. What comes from elsewhere under that name is worth no finding. */
function namesHttp(file: SourceFile): boolean {
  const members = file.places('MemberExpression', 'OptionalMemberExpression').map(({ node }) => node.property as Node);
  const keys = file.places('ObjectProperty').map(({ node }) => node.key as Node);
  return [...members, ...keys].some((node) => node.type === 'Identifier' && node.name === 'http');
}

function usedBy({ files }: PluginCode): ReadonlySet<Capability | 'env'> {
  const used = new Set<Capability | 'env'>();
  for (const file of files) {
    for (const site of file.imports) {
      const capability = capabilityOfImport(site)?.capability;
      if (capability !== undefined) used.add(capability);
    }
    if (envReads(file).length > 0) used.add('env');
    if (NETWORK_GLOBALS.some((name) => networkUses(file, name).length > 0) || namesHttp(file)) used.add('net');
  }
  return used;
}
