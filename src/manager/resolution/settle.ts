import type { Candidate } from './candidates.ts';
import { Settling, type Refusal } from './settling.ts';
import { unstick } from './unstick.ts';

/** Who runs, written into the candidates, and what the candidates cannot tell. */
export interface Settlement {
  /** Those that cannot run, each behind the ones that brought it down. */
  readonly fallen: readonly Candidate[];
  /** Why a candidate is out that no single missing thing has brought down. */
  readonly refusals: ReadonlyMap<Candidate, Refusal>;
}

/**
 * Decides for every candidate whether it runs. One runs when all its needs are met by plugins that run and nothing runs that it
 * cannot run beside; it is out when nobody is left for one of its needs, or something runs that it cannot run beside. What waits
 * for itself is decided by `unstick`.
 */
export function settle(candidates: readonly Candidate[]): Settlement {
  const settling = new Settling();
  for (const candidate of candidates) settling.open(candidate);
  settling.propagate();
  let open = candidates.filter(isOpen);
  while (open.length > 0) {
    unstick(open, settling);
    settling.propagate();
    open = open.filter(isOpen);
  }
  return settling;
}

function isOpen({ status }: Candidate): boolean {
  return status === 'open';
}
