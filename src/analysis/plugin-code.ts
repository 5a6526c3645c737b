import type { Manifest } from '../manifest/manifest.ts';
import type { Permission } from '../manifest/permission.ts';
import type { PackageFile } from './package-file.ts';
import type { SourceFile } from './source-file.ts';

/** What is known of a hookspec of the host. */
export interface KnownHookspec {
  readonly kind?: string;
  /** The names of its arguments. */
  readonly args: readonly string[];
}

/** A file that is not looked at, and why. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

/** All that the rules see of a plugin. */
export interface PluginCode {
  /** Absolute, links resolved. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** By the name of the hook; absent if nothing is known of the host. */
  readonly hookspecs: Readonly<Record<string, KnownHookspec>> | undefined;
  /** The folders of other plugins, absolute, with the names of their packages. */
  readonly others: readonly { readonly folder: string; readonly packageName: string | undefined }[];
  readonly packageFile: PackageFile | undefined;
  readonly entry: SourceFile | undefined;
  readonly files: readonly SourceFile[];
  /** Files that are loaded together with the entry, not later. */
  readonly eager: ReadonlySet<SourceFile>;
  readonly skipped: readonly SkippedFile[];
  /** Files of native addons in the folder, absolute. */
  readonly addons: readonly string[];
  /** Of all rules, also those that are not applied. */
  readonly ruleIds: ReadonlySet<string>;
  /** The file that an import leads to; `undefined` outside of the folder, and where nothing is there. */
  resolve(specifier: string, from: SourceFile): string | undefined;
  fileAt(file: string): SourceFile | undefined;
}

/** All permissions of a kind. */
export function permissionsOf<Name extends Permission['name']>(
  { manifest }: PluginCode,
  name: Name,
): readonly Extract<Permission, { name: Name }>[] {
  return manifest.permissions.filter((each): each is Extract<Permission, { name: Name }> => each.name === name);
}
