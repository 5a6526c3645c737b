import { resolve } from 'node:path';
import type { Permission } from '../manifest/permission.ts';

/** What the operator granted to one plugin, as the runners use it. Nothing is granted by default. */
export interface Grants {
  /** Absolute paths; what lies below them is meant too. */
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly hosts: readonly string[];
  /** Names of variables. */
  readonly env: readonly string[];
  readonly commands: readonly string[];
  readonly worker: boolean;
  readonly native: boolean;
  /** Ids of services that the host guards. */
  readonly services: readonly string[];
}

export const NO_GRANTS: Grants = {
  read: [],
  write: [],
  hosts: [],
  env: [],
  commands: [],
  worker: false,
  native: false,
  services: [],
};

/** Relative paths of a manifest start at the folder of the plugin. Several permissions of one kind add up. */
export function toGrants(granted: readonly Permission[], folder: string): Grants {
  const paths = (list: readonly string[] = []) => list.map((path) => resolve(folder, withoutWildcard(path)));
  return {
    read: unique(granted.flatMap((one) => (one.name === 'fs' ? paths(one.read) : []))),
    write: unique(granted.flatMap((one) => (one.name === 'fs' ? paths(one.write) : []))),
    hosts: unique(granted.flatMap((one) => (one.name === 'net' ? one.hosts : []))),
    env: unique(granted.flatMap((one) => (one.name === 'env' ? one.names : []))),
    commands: unique(granted.flatMap((one) => (one.name === 'exec' ? one.commands : []))),
    worker: granted.some(({ name }) => name === 'worker'),
    native: granted.some(({ name }) => name === 'native'),
    services: unique(granted.flatMap((one) => (one.name === 'service' ? one.services : []))),
  };
}

/** A folder stands for what is below it, so a wildcard in its place says the same. */
export function withoutWildcard(path: string): string {
  return path.replace(/(?<=[/\\])\*{1,2}$/, '');
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)];
}
