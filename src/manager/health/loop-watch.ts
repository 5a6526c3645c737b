import { performance } from 'node:perf_hooks';

/** A hookimpl that took longer than `blockMs`. Times are in milliseconds of the clock of the watch. */
export interface Suspect {
  readonly plugin: string;
  readonly hook: string;
  readonly callId: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Whether it gave its answer without waiting: then all of its time was time of the event loop. */
  readonly isSync: boolean;
}

/** A hookimpl that kept everybody else waiting. */
export interface Blocking extends Pick<Suspect, 'plugin' | 'hook' | 'callId'> {
  readonly blockedMs: number;
  /** `false` if several hookimpls were under way while the loop stood still: one of them did it, or all had a share. */
  readonly certain: boolean;
}

export interface LoopWatchOptions {
  /** Above this many milliseconds the event loop counts as blocked; `Infinity` switches the watch off. */
  readonly blockMs: number;
  readonly onBlocked: (blocking: Blocking) => void;
  /** Milliseconds that only grow. */
  readonly clock?: () => number;
  /** How long the event loop has been at work so far: it may also have slept, and the machine with it. */
  readonly busyMs?: () => number;
}

/** The event loop stood still, for at most `blockedMs` between the two times. */
interface Gap {
  readonly from: number;
  readonly to: number;
  readonly blockedMs: number;
  /** Whether a hookimpl that ended earlier was named for it. */
  isTaken: boolean;
}

/** A hookimpl may end long after it blocked the loop: its gaps are remembered. */
const MAX_GAPS = 16;
/** More than these can end between two ticks only if something is badly wrong already. */
const MAX_SUSPECTS = 256;

/**
 * Finds out which hookimpl blocked the event loop. Only those that took long are looked at. A timer notes the gaps between
 * its ticks; a hookimpl that waited for a promise is named if such a gap lies within its time.
 */
export class LoopWatch {
  readonly #options: Required<LoopWatchOptions>;
  #timer: NodeJS.Timeout | undefined;
  #lastTick = 0;
  #lastBusyMs = 0;
  #suspects: Suspect[] = [];
  /** Hookimpls since the last tick that blocked the loop for certain: that part of a gap is explained. */
  #blockings: Suspect[] = [];
  #gaps: Gap[] = [];

  constructor({
    clock = () => performance.now(),
    busyMs = () => performance.eventLoopUtilization().active,
    ...options
  }: LoopWatchOptions) {
    this.#options = { ...options, clock, busyMs };
  }

  start(): void {
    const { blockMs, clock, busyMs } = this.#options;
    if (this.#timer !== undefined || blockMs === Infinity) return;
    this.#lastTick = clock();
    this.#lastBusyMs = busyMs();
    this.#timer = setInterval(() => this.tick(), blockMs / 2).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#suspects = [];
    this.#blockings = [];
    this.#gaps = [];
  }

  /** Takes a hookimpl that has ended after more than `blockMs`. One that did not wait is named at once. */
  suspect(suspect: Suspect): void {
    const blockedMs = suspect.endedAt - suspect.startedAt;
    if (!(blockedMs > this.#options.blockMs)) return;
    if (suspect.isSync) this.#report(suspect, { blockedMs, certain: true });
    if (this.#timer === undefined) return;
    const list = suspect.isSync ? this.#blockings : this.#suspects;
    if (list.length < MAX_SUSPECTS) list.push(suspect);
  }

  /** What the timer does: looks at the time since the last tick, and at the hookimpls that have ended since. */
  tick(): void {
    this.#noteGap();
    const suspects = this.#suspects;
    this.#suspects = [];
    if (suspects.length === 0) return;
    const found = suspects.map((suspect) => ({ suspect, ...this.#longestGap(suspect) }));
    for (const { suspect, gap, blockedMs } of found) {
      if (gap === undefined) continue;
      const certain = !gap.isTaken && found.filter((each) => each.gap === gap).length === 1;
      this.#report(suspect, { blockedMs, certain });
    }
    for (const { gap } of found) if (gap !== undefined) gap.isTaken = true;
  }

  #noteGap(): void {
    const { blockMs, clock, busyMs } = this.#options;
    const from = this.#lastTick;
    const to = clock();
    const busyNow = busyMs();
    const worked = Math.min(to - from, busyNow - this.#lastBusyMs);
    const blockedMs = this.#blockings.reduce((left, each) => left - overlap(each, { from, to }), worked);
    this.#lastTick = to;
    this.#lastBusyMs = busyNow;
    this.#blockings = [];
    if (!(blockedMs > blockMs)) return;
    this.#gaps.push({ from, to, blockedMs, isTaken: false });
    if (this.#gaps.length > MAX_GAPS) this.#gaps.shift();
  }

  #longestGap(suspect: Suspect): { readonly gap: Gap | undefined; readonly blockedMs: number } {
    let longest: Gap | undefined;
    let blockedMs = this.#options.blockMs;
    for (const gap of this.#gaps) {
      const shared = Math.min(overlap(suspect, gap), gap.blockedMs);
      if (shared <= blockedMs) continue;
      longest = gap;
      blockedMs = shared;
    }
    return { gap: longest, blockedMs };
  }

  #report({ plugin, hook, callId }: Suspect, found: Pick<Blocking, 'blockedMs' | 'certain'>): void {
    this.#options.onBlocked({ plugin, hook, callId, ...found });
  }
}

function overlap({ startedAt, endedAt }: Suspect, { from, to }: Pick<Gap, 'from' | 'to'>): number {
  return Math.max(0, Math.min(endedAt, to) - Math.max(startedAt, from));
}
