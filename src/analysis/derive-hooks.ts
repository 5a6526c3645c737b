import { isFunction } from './build-places.ts';
import { findDefinition, membersOf, showValue, type StaticValue } from './find-definition.ts';
import { loadPluginCode, type LoadOptions } from './load-plugin-code.ts';
import { plainValue } from './plain-value.ts';
import type { PluginCode } from './plugin-code.ts';

type Declaration = Readonly<Record<string, unknown>>;

/** `hooks` of a manifest, as the code of the plugin says it. */
export interface DerivedHooks {
  /** By the name of the hook: what its hookimpls say of their order, or an array of that. */
  readonly hooks: Readonly<Record<string, Declaration | readonly Declaration[]>>;
  /** Sentences about what cannot be told from the text; empty if `hooks` is all there is. */
  readonly unknown: readonly string[];
}

/** The keys of a hookimpl that stand in a manifest too. */
const OPTIONS = ['id', 'priority', 'before', 'after', 'order', 'wrapper', 'filter', 'timeoutMs', 'optional'];

/** Works out `hooks` of the manifest from the code, which is not run. */
export async function deriveHooks(options: LoadOptions): Promise<DerivedHooks> {
  const plugin = await loadPluginCode(options);
  const definition = findDefinition(plugin);
  const value = definition?.members.get('hooks');
  if (definition === undefined || (value === undefined && !definition.complete)) {
    return { hooks: {}, unknown: ['What the entry exports by default is computed.'] };
  }
  const members = value === undefined ? undefined : membersOf(value, plugin);
  if (value !== undefined && members === undefined) {
    return { hooks: {}, unknown: ['"hooks" of the definition is computed.'] };
  }
  const unknown = members?.complete === false ? ['"hooks" of the definition has computed names.'] : [];
  const entries = [...(members?.members ?? [])].map(([name, member]) => {
    const derived = derive(member, { plugin, unknown, name });
    return [name, derived] as const;
  });
  return { hooks: Object.fromEntries(entries), unknown };
}

interface Deriving {
  readonly plugin: PluginCode;
  readonly name: string;
  /** Is added to. */
  readonly unknown: string[];
}

function derive(value: StaticValue, deriving: Deriving): Declaration | readonly Declaration[] {
  const shown = showValue(value, deriving.plugin);
  if (shown?.node.type !== 'ArrayExpression') return deriveOne(shown, deriving);
  const { elements } = shown.node;
  return elements.map((node) =>
    deriveOne(node === null ? undefined : showValue({ ...shown, node }, deriving.plugin), deriving),
  );
}

function deriveOne(value: StaticValue | undefined, { plugin, name, unknown }: Deriving): Declaration {
  if (value !== undefined && isFunction(value.node)) return {};
  const shown = value === undefined ? undefined : membersOf(value, plugin);
  if (shown === undefined) {
    // A handler that another package makes is a handler all the same.
    return {};
  }
  if (!shown.complete) unknown.push(`The hookimpl of "${name}" is put together.`);
  const declaration: Record<string, unknown> = {};
  for (const option of OPTIONS) {
    const member = shown.members.get(option);
    if (member === undefined) continue;
    const plain = plainValue(member.node, member.scope);
    if (plain === undefined) unknown.push(`"${option}" of the hookimpl of "${name}" is computed.`);
    else declaration[option] = plain.value;
  }
  return declaration;
}
