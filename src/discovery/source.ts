import type { Manifest } from '../manifest/manifest.ts';
import type { Problem } from '../manifest/problem.ts';
import type { ManifestCache } from './manifest-cache.ts';

/** A plugin as it was found, whether or not it can run. None of its code was loaded. */
export interface FoundPlugin {
  /** The id of its manifest; the name of its folder or package where the manifest does not give one that can be read. */
  readonly id: string;
  /** Absent if the manifest is invalid; there if only the entry is. */
  readonly manifest: Manifest | undefined;
  /** Errors make the plugin `invalid`; warnings do not. */
  readonly problems: readonly Problem[];
  /** The folder of the plugin, absolute, links resolved; absent for a plugin in code. */
  readonly folder: string | undefined;
  /** The file with the manifest, absolute; absent for a plugin in code, and where no manifest was found. */
  readonly manifestFile: string | undefined;
  /** The entry module, absolute, links resolved, inside `folder`; absent if there is no such file, or the manifest is invalid. */
  readonly entryFile: string | undefined;
  /** What a plugin in code brings in place of an entry: gives the default export of the entry. */
  readonly load?: (() => unknown) | undefined;
  /** The source that it comes from, such as `directory(/plugins)`. */
  readonly source: string;
  /** Whether the host marked the source as trusted. */
  readonly trusted: boolean;
}

/** What one look into a source gives. */
export interface Finding {
  /** In a stable order. */
  readonly plugins: readonly FoundPlugin[];
  /** What is wrong with the source itself. */
  readonly problems: readonly Problem[];
}

/** What a source may use while it looks. */
export interface FindOptions {
  /** Names of the hooks of the host, for checking manifests. */
  readonly hookNames: ReadonlySet<string>;
  /** Prefixes of ids that plugins may not use, without the dot. */
  readonly reservedPrefixes: ReadonlySet<string>;
  /** What else the host has against a manifest that is valid by itself; without file, line and column. */
  readonly problemsOf?: (manifest: Manifest) => readonly Problem[];
  readonly cache: ManifestCache;
}

/** A place where plugins are found. Made by `directory`, `nodeModules`, `list` and `builtin`. */
export interface Source {
  /** How messages name it: `directory(./plugins)`. */
  readonly name: string;
  /** Whether its plugins may run without the operator's word. */
  readonly trusted: boolean;
  /** Where a new plugin would be found, absolute; absent if there is no one folder for all. */
  readonly folder?: string;
  /** Files and folders, absolute: as long as none of them changes, the same plugins are found. Absent if that cannot be told. */
  readonly watched?: readonly string[];
  /** Looks for plugins. Never rejects for what is wrong with a plugin or with the place, and never loads code. */
  find(options: FindOptions): Promise<Finding>;
}
