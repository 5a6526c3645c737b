import { quoteNames } from '../../errors/quote-names.ts';
import { findDefinition, membersOf, type StaticMembers } from '../find-definition.ts';
import type { PluginCode } from '../plugin-code.ts';
import type { Report, Rule } from '../rule.ts';

export const contributionsMatch: Rule = {
  id: 'contributions-match',
  severity: 'error',
  summary: 'The hookspecs or services that the manifest says the plugin brings are not those of the code.',
  docs: '`contributes.hooks` stands for `hookspecs` of the definition, `provides` for its `services`. Where they are computed, nothing is said.',
  remedy: 'Name the same in the manifest and in the code.',
  *inPlugin(plugin) {
    const definition = plugin.entry === undefined ? undefined : findDefinition(plugin);
    if (definition === undefined || !definition.complete) return;
    const { contributes, provides } = plugin.manifest;
    yield* compare(plugin, definition, { key: 'hookspecs', what: 'hookspecs', inManifest: contributes.hooks });
    yield* compare(plugin, definition, { key: 'services', what: 'services', inManifest: Object.keys(provides) });
  },
};

interface Compared {
  readonly key: string;
  readonly what: string;
  readonly inManifest: readonly string[];
}

function* compare(
  plugin: PluginCode,
  definition: StaticMembers,
  { key, what, inManifest }: Compared,
): Iterable<Report> {
  const value = definition.members.get(key);
  const members = value === undefined ? undefined : membersOf(value, plugin);
  if (value !== undefined && members?.complete !== true) return;
  const inCode = [...(members?.members.keys() ?? [])];
  const { node, file } = members?.value ?? definition.value;
  const isSame = inManifest.length === inCode.length && inManifest.every((name) => inCode.includes(name));
  if (isSame) return;
  const message = `The ${what} differ: the manifest names ${quoteNames(inManifest)}, the code brings ${quoteNames(inCode)}.`;
  yield { file: file.file, node, message };
}
