import type { ManifestInput } from '../../manifest/manifest.ts';

/** The parts of a definition that a manifest has to name. */
interface Declaring {
  readonly hooks?: object;
  readonly services?: object;
  readonly hookspecs?: object;
}

/** Any host will do: the least range that is not refused for allowing everything. */
const ANY_API = '>=0.0.1';

/** A whole manifest for a definition. What is given goes before what would follow; hooks are joined by name. */
export function deriveManifest(definition: Declaring, given: Partial<ManifestInput>): ManifestInput {
  const { hooks = {}, services = {}, hookspecs = {} } = definition;
  const { hooks: declared, ...others } = given;
  const contributed = Object.keys(hookspecs);
  return {
    id: 'test.plugin',
    version: '1.0.0',
    api: ANY_API,
    entry: './index.mjs',
    ...(Object.keys(services).length === 0 ? {} : { provides: mapValues(services, () => '1.0.0') }),
    ...(contributed.length === 0 ? {} : { contributes: { hooks: contributed } }),
    ...others,
    hooks: { ...mapValues(hooks, toDeclarations), ...declared },
  };
}

/** What a hookimpl says beside its handler. */
function toDeclarations(entry: unknown): NonNullable<ManifestInput['hooks']>[string] {
  if (Array.isArray(entry)) return entry.map(toDeclaration);
  return toDeclaration(entry);
}

function toDeclaration(hookimpl: unknown): object {
  if (typeof hookimpl !== 'object' || hookimpl === null) return {};
  return Object.fromEntries(
    Object.entries(hookimpl).filter(([key, value]) => key !== 'handler' && value !== undefined),
  );
}

function mapValues<Value>(values: object, change: (value: unknown) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
