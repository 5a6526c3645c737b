import { WIRE_VERSION } from './protocol.ts';
import { handshakeFailed } from './rpc-errors.ts';

/** The versions of the wire that this Hookline speaks. */
export const WIRE_VERSIONS: readonly number[] = [WIRE_VERSION];

export interface VersionQuestion {
  readonly side: string;
  /** What the versions are of. */
  readonly what: 'wire' | 'plugin API';
  readonly theirs: readonly number[];
  readonly ours: readonly number[];
}

/** The highest version that both sides have. @throws RPC_HANDSHAKE_FAILED, which names the versions of both */
export function agreeOnVersion({ side, what, theirs, ours }: VersionQuestion): number {
  const common = ours.filter((version) => theirs.includes(version));
  if (common.length > 0) return Math.max(...common);
  const detail = `it has version ${listOf(theirs)} of the ${what}, and this side has version ${listOf(ours)}`;
  throw handshakeFailed(side, detail, 'Use the same version of Hookline on both sides.');
}

function listOf(versions: readonly number[]): string {
  return versions.length === 0 ? 'none' : versions.join(' and ');
}
