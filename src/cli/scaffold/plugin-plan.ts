import type { ManifestInput } from '../../manifest/manifest.ts';
import type { RunnerName } from '../../runners/runner.ts';
import type { HookFacts } from './hook-facts.ts';

export type Language = 'js' | 'ts';

export type TestRunner = 'node' | 'vitest' | 'none';

export const LICENSES = ['MIT', 'Apache-2.0', 'ISC', 'UNLICENSED'] as const;
export type License = (typeof LICENSES)[number];

/** Where generated code takes the hookspecs of the host from. */
export interface HookspecModule {
  /** The name of a package, or the absolute path of a file. */
  readonly module: string;
  readonly isFile: boolean;
  /** The name of the export; `default` for the default export. */
  readonly exported: string;
}

/** Where a package takes Hookline from: a range or the like, or a file or folder, absolute. */
export type HooklineSource = { readonly specifier: string } | { readonly file: string };

/** What generated code has to know of the host. */
export interface HostFacts {
  /** Absent if there is none. */
  readonly name: string | undefined;
  /** The version of its plugin API. */
  readonly api: string;
  readonly hooks: readonly HookFacts[];
  /** Absent where no module exports the hookspecs as they are. */
  readonly hookspecs: HookspecModule | undefined;
  /** Absent if the host does not say. */
  readonly hookline?: HooklineSource | undefined;
}

/** A plugin that is to be made: all that its files depend on. */
export interface PluginPlan {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: string | undefined;
  /** Commands that plugins of its type bring. */
  readonly commands: NonNullable<NonNullable<ManifestInput['contributes']>['cli']>;
  readonly author: string;
  /** The year in its license. */
  readonly year: number;
  readonly hooks: readonly HookFacts[];
  readonly runner: RunnerName;
  readonly permissions: NonNullable<ManifestInput['permissions']>;
  readonly language: Language;
  readonly tests: TestRunner;
  readonly license: License;
  /** Where it will lie, absolute. */
  readonly folder: string;
  readonly host: HostFacts;
}

/** Files by their path, with `/` between its parts. */
export type Files = Readonly<Record<string, string | Uint8Array>>;
