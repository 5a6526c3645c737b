import type { Manifest, ManifestInput } from '../../manifest/manifest.ts';

/** What a type adds to the JSON Schema of the configuration of its plugins. */
export interface TypeConfig {
  readonly type: 'object';
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly definitions?: Readonly<Record<string, unknown>>;
  readonly $defs?: Readonly<Record<string, unknown>>;
}

/** A kind of plugins of a host: what those are and have that name it as `type` in their manifests. */
export interface PluginType {
  /** Lower-case letters, digits and hyphens. */
  readonly name: string;
  /** What plugins of the type do, on one line. */
  readonly summary: string;
  /** Hooks that a plugin of the type has to implement. */
  readonly hooks?: readonly string[];
  /** Hooks that it may implement as well, for scaffolds and documentation. Others are not forbidden. */
  readonly optionalHooks?: readonly string[];
  /** Added to the JSON Schema of the configuration of each plugin of the type; what its manifest says goes first. */
  readonly config?: TypeConfig;
  /** What a new plugin of the type contributes. Each plugin has to contribute something under every key that is here. */
  readonly contributes?: ManifestInput['contributes'];
  /** What a new plugin of the type asks for. */
  readonly permissions?: ManifestInput['permissions'];
  /** A folder with files for a new plugin of the type. */
  readonly template?: string;
  /** What else is wrong with a manifest, as a sentence or several; nothing if it is right. */
  readonly check?: (manifest: Manifest) => string | readonly string[] | undefined;
}
