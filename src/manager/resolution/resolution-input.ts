import type { FoundPlugin } from '../../discovery/source.ts';
import type { Verdict } from './verdict.ts';

/** What the host offers to plugins. */
export interface ResolutionHost {
  readonly name: string;
  /** The version of its plugin API. */
  readonly api: string;
  /** Older versions of the API that it still serves. */
  readonly adapters: readonly { readonly api: string }[];
  /** Versions of its services by id. */
  readonly services: ReadonlyMap<string, string>;
  readonly hookNames: ReadonlySet<string>;
  /** Where the changes from one API version to the next are described, for messages. */
  readonly guide?: string | undefined;
}

/** What the plugins would run on, as `process.version`, `process.platform` and `process.arch` say it. */
export interface ResolutionPlatform {
  readonly node: string;
  readonly os: string;
  readonly cpu: string;
}

/** All that decides who can run. The same input gives the same resolution. */
export interface ResolutionInput {
  /** What each source found; a plugin in an earlier source shadows the same id in a later one. */
  readonly found: readonly (readonly FoundPlugin[])[];
  readonly host: ResolutionHost;
  readonly platform: ResolutionPlatform;
  /** Those of the programs that manifests ask for that are not there; see `findMissingPrograms`. */
  readonly missingPrograms: ReadonlySet<string>;
  /** The absolute paths of those files that manifests ask for that are not there; see `findMissingFiles`. */
  readonly missingFiles: ReadonlySet<string>;
  readonly disabled: ReadonlySet<string>;
  /** By id, the folder of the plugin that was chosen among several with this id. */
  readonly choices: ReadonlyMap<string, string>;
  /** Why a plugin cannot run with as much isolation as it has to. */
  readonly isolationOf: (plugin: FoundPlugin) => Verdict | undefined;
  /** Asked only for plugins that nothing else has refused before. */
  readonly trustOf: (plugin: FoundPlugin) => Verdict | undefined;
  /** Asked only for plugins that are trusted. */
  readonly configurationOf: (plugin: FoundPlugin) => Verdict | undefined;
  /** By id, why a plugin failed to start in this process. */
  readonly failed: ReadonlyMap<string, string>;
}
