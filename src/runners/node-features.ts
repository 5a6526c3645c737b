/** What a version of Node offers for keeping plugins apart. */
export interface NodeFeatures {
  /** The flag that turns the permission model on. */
  readonly permissionFlag: '--permission' | '--experimental-permission';
  /** The permission model warns on stderr that it is experimental. */
  readonly permissionWarns: boolean;
  /** Programs of Node that a restricted process starts are restricted too. */
  readonly childrenInherit: boolean;
  /** Connections are denied until `--allow-net` allows all of them. */
  readonly netPermission: boolean;
  /** `node:sqlite`, which opens files behind the back of the permission model. */
  readonly sqlite: boolean;
  readonly disableSigusr1: boolean;
  readonly registerHooks: boolean;
}

/** @param version As in `process.version`. */
export function nodeFeatures(version: string): NodeFeatures {
  const isFrom = compareWith(version);
  const oldName = !isFrom(22, 13) || (isFrom(23, 0) && !isFrom(23, 5));
  return {
    permissionFlag: oldName ? '--experimental-permission' : '--permission',
    permissionWarns: !isFrom(22, 0),
    childrenInherit: isFrom(22, 0),
    netPermission: isFrom(25, 0),
    sqlite: isFrom(22, 5),
    disableSigusr1: isFrom(22, 14) && !(isFrom(23, 0) && !isFrom(23, 7)),
    registerHooks: isFrom(22, 15) && !(isFrom(23, 0) && !isFrom(23, 5)),
  };
}

function compareWith(version: string): (major: number, minor: number) => boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return (asked, askedMinor) => major > asked || (major === asked && minor >= askedMinor);
}
