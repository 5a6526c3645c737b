import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { findDefinition, membersOf, type StaticMembers } from '../find-definition.ts';
import type { PluginCode } from '../plugin-code.ts';
import type { Report, Rule } from '../rule.ts';

export const hooksMatch: Rule = {
  id: 'hooks-match',
  severity: 'error',
  summary: 'The hooks of the manifest are not those of the code.',
  docs: 'A hook that only one of them names cannot be activated. The default export of the entry is followed through names, `definePlugin` and files of the plugin; where it is computed, an info says so. `--fix` writes the hooks of the code into the manifest.',
  remedy: 'Name the same hooks in "hooks" of the manifest and of the code.',
  *inPlugin(plugin) {
    if (plugin.entry === undefined) return;
    const definition = findDefinition(plugin);
    const value = definition?.members.get('hooks');
    const hooks = value === undefined ? undefined : membersOf(value, plugin);
    if (definition === undefined) yield cannotTell(plugin, 'what the entry exports by default is computed');
    else if (value === undefined && !definition.complete) yield cannotTell(plugin, 'the definition is put together');
    else if (value !== undefined && hooks === undefined) yield cannotTell(plugin, '"hooks" of it is computed');
    else yield* compare(plugin, hooks, definition);
  },
};

function* compare(plugin: PluginCode, hooks: StaticMembers | undefined, definition: StaticMembers): Iterable<Report> {
  const inManifest = Object.keys(plugin.manifest.hooks);
  const inCode = [...(hooks?.members.keys() ?? [])];
  for (const [name, { node, file }] of hooks?.members ?? []) {
    if (inManifest.includes(name)) continue;
    const nearest = nearestInParentheses(name, inManifest);
    yield {
      file: file.file,
      node,
      message: `The code implements the hook "${name}", and the manifest does not name it${nearest}.`,
    };
  }
  const { node, file } = hooks?.value ?? definition.value;
  const missing = inManifest.filter((name) => !inCode.includes(name));
  if (hooks?.complete === false) {
    if (missing.length > 0) yield cannotTell(plugin, '"hooks" of the definition has computed names');
    return;
  }
  for (const name of missing) {
    const nearest = nearestInParentheses(name, inCode);
    yield {
      file: file.file,
      node,
      message: `The manifest names the hook "${name}", and the code does not implement it${nearest}.`,
    };
  }
}

function cannotTell({ entry }: PluginCode, why: string): Report {
  return {
    file: entry!.file,
    severity: 'info',
    message: `Whether the code implements the hooks of the manifest cannot be told: ${why}.`,
    remedy: 'Write "export default definePlugin({ hooks: { … } })" with literal names.',
  };
}
