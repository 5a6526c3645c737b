import type { ManifestInput } from '../../manifest/manifest.ts';
import type { PluginType, TypeConfig } from './plugin-type.ts';

/** What a new plugin of a type begins with: plain JSON. */
export interface TypeScaffold {
  readonly type: string;
  readonly summary: string;
  /** Hooks that its code has to implement. */
  readonly hooks: readonly string[];
  /** Hooks that it may implement. */
  readonly optionalHooks: readonly string[];
  /** Commands that its code has to bring. */
  readonly commands: readonly string[];
  /** Its manifest, beside what every manifest has. */
  readonly manifest: Pick<ManifestInput, 'type' | 'hooks' | 'contributes' | 'permissions'>;
  /** The JSON Schema of the settings that the type adds; the manifest need not repeat them. */
  readonly config: TypeConfig | undefined;
  /** A folder with its files, in place of the usual ones. */
  readonly template: string | undefined;
}

/** What a new plugin of a type begins with. */
export function scaffoldType(type: PluginType): TypeScaffold {
  const { name, summary, hooks = [], optionalHooks = [], contributes, permissions, config, template } = type;
  return {
    type: name,
    summary,
    hooks: [...hooks],
    optionalHooks: [...optionalHooks],
    commands: contributes?.cli?.map((command) => command.name) ?? [],
    manifest: {
      type: name,
      hooks: Object.fromEntries(hooks.map((hook) => [hook, {}])),
      ...(contributes === undefined ? {} : { contributes }),
      ...(permissions === undefined ? {} : { permissions }),
    },
    config,
    template,
  };
}
