import { processWide } from './process-wide.ts';
import { filesOfStack, toSlashes } from './stack-files.ts';

/** Whose code lies in a folder. A manager recognises its own by identity. */
export interface StackOwner {
  /** The id of the plugin. */
  readonly plugin: string;
  readonly version: string;
}

const NOBODY: readonly StackOwner[] = [];

/** Owners by folder, of all managers in the process. */
const claims = processWide('stack-owners.1', () => new Map<string, readonly StackOwner[]>());

/** The folder of this package, or of its sources: its frames say nothing about who called. */
const OWN_FOLDER = toSlashes(new URL('../..', import.meta.url).href) ?? '';

/** Says that the code in a folder (absolute, links resolved) is the owner's. Several owners may share one. Gives the undo. */
export function claimFolder(folder: string, owner: StackOwner): () => void {
  const key = (toSlashes(folder) ?? folder).replace(/(?<=.)\/+$/, '');
  claims.set(key, [...(claims.get(key) ?? NOBODY), owner]);
  let isClaimed = true;
  return () => {
    if (!isClaimed) return;
    isClaimed = false;
    const owners = [...(claims.get(key) ?? NOBODY)];
    owners.splice(owners.indexOf(owner), 1);
    if (owners.length === 0) claims.delete(key);
    else claims.set(key, owners);
  };
}

export function hasClaims(): boolean {
  return claims.size > 0;
}

/**
 * Whose code the top-most frame of a stack lies in: the owners of the deepest claimed folder around it, or nobody. Frames
 * of Node, of this package and of packages in `node_modules` outside claimed folders are passed over, because they work
 * for whoever called them; the host's own code is not. Takes anything for a stack, and never throws.
 */
export function ownersOfStack(stack: unknown, message?: unknown): readonly StackOwner[] {
  if (claims.size === 0) return NOBODY;
  for (const files of filesOfStack(stack, message)) {
    const owners = files.map(ownersOfFile).find((each) => each.length > 0);
    if (owners !== undefined) return owners;
    if (!files.some(isPassedOver)) return NOBODY;
  }
  return NOBODY;
}

function ownersOfFile(file: string): readonly StackOwner[] {
  for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
    const owners = claims.get(file.slice(0, end));
    if (owners !== undefined) return owners;
  }
  return NOBODY;
}

function isPassedOver(file: string): boolean {
  return file.includes('/node_modules/') || file.startsWith(OWN_FOLDER);
}
