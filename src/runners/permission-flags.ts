import { toGrantedTree } from './exact-path.ts';
import type { Grants } from './grants.ts';
import { nodeFeatures } from './node-features.ts';

export interface PermissionFlagsOptions {
  /** The version of Node that will run the plugin, as in `process.version`. */
  readonly node: string;
  /** The folder of the plugin. All paths are absolute and real: the loader of Node follows links before it reads. */
  readonly folder: string;
  /** Folders with the code that runs before and beside the plugin. */
  readonly bootstrapFolders: readonly string[];
  readonly dataDir?: string | undefined;
  readonly grants: Grants;
}

/**
 * The flags of the permission model, for a process and for a thread. Never among them: `--allow-worker`, because a thread
 * may drop every restriction (nodejs/node#62222), `--allow-wasi` and `--allow-inspector`, which no permission stands for.
 */
export function permissionFlags(options: PermissionFlagsOptions): readonly string[] {
  const { node, folder, bootstrapFolders, dataDir, grants } = options;
  const features = nodeFeatures(node);
  const own = dataDir === undefined ? [] : [dataDir];
  const read = [folder, ...bootstrapFolders, ...own, ...grants.read].map(toGrantedTree);
  const write = [...own, ...grants.write].map(toGrantedTree);
  return [
    features.permissionFlag,
    ...[...new Set(read)].map((path) => `--allow-fs-read=${path}`),
    ...[...new Set(write)].map((path) => `--allow-fs-write=${path}`),
    // Before 22 a program that is started is not restricted at all.
    ...when(grants.commands.length > 0 && features.childrenInherit, '--allow-child-process'),
    ...when(grants.hosts.length > 0 && features.netPermission, '--allow-net'),
    grants.native ? '--allow-addons' : '--no-addons',
    ...when(features.sqlite, '--no-experimental-sqlite'),
    ...when(grants.hosts.length === 0, '--no-experimental-websocket', '--no-experimental-eventsource'),
    ...when(features.permissionWarns, '--disable-warning=ExperimentalWarning'),
  ];
}

function when(holds: boolean, ...flags: readonly string[]): readonly string[] {
  return holds ? flags : [];
}
