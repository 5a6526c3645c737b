import type { Candidate, Want } from './candidates.ts';

/** Why a candidate is out that waited for itself. */
export type Refusal =
  /** `next` is the one behind it on the path, which ends where it begins. */
  | { readonly kind: 'cycle'; readonly path: readonly Candidate[]; readonly next: Candidate }
  /** It cannot run beside the other one. */
  | { readonly kind: 'conflict'; readonly other: Candidate }
  /** It needs the other one, which cannot run beside it. */
  | { readonly kind: 'contradiction'; readonly other: Candidate };

/** What is decided spreads in the order in which it was decided, so that the result depends on the ranks alone. */
export class Settling {
  /** Those that are out, each behind the ones that brought it down. */
  readonly fallen: Candidate[] = [];
  readonly refusals = new Map<Candidate, Refusal>();
  readonly #decided: Candidate[] = [];
  #spread = 0;

  open(candidate: Candidate): void {
    for (const want of candidate.wants) this.#review(want);
    this.#start(candidate);
  }

  decide(candidate: Candidate, status: 'runs' | 'out'): void {
    if (candidate.status !== 'open') return;
    candidate.status = status;
    this.#decided.push(candidate);
    if (status === 'out') this.fallen.push(candidate);
  }

  refuse(candidate: Candidate, refusal: Refusal): void {
    this.refusals.set(candidate, refusal);
    this.decide(candidate, 'out');
  }

  meet(want: Want, supplier: Candidate): void {
    want.met = true;
    want.supplier = supplier;
    want.by.unmet -= 1;
    this.#start(want.by);
  }

  /** Gives up the better options of a want. */
  skipTo(want: Want, next: number): void {
    want.next = next;
    this.#review(want);
  }

  propagate(): void {
    for (; this.#spread < this.#decided.length; this.#spread++) {
      const { status, wantedBy, opponents } = this.#decided[this.#spread]!;
      for (const want of wantedBy) this.#review(want);
      for (const opponent of opponents) {
        if (status === 'runs') this.decide(opponent, 'out');
        else this.#calm(opponent);
      }
    }
  }

  /** The best option that is not out meets a want as soon as it runs. */
  #review(want: Want): void {
    if (want.met) return;
    while (want.options[want.next]?.status === 'out') want.next += 1;
    const best = want.options[want.next];
    if (best === undefined) this.decide(want.by, 'out');
    else if (best.status === 'runs') this.meet(want, best);
  }

  #calm(opponent: Candidate): void {
    opponent.threats -= 1;
    this.#start(opponent);
  }

  #start(candidate: Candidate): void {
    if (candidate.unmet === 0 && candidate.threats === 0) this.decide(candidate, 'runs');
  }
}
