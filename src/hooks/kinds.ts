/** What sets one kind of hook apart from the others. Shared code asks these properties; it never asks for a kind by name. */
export interface KindTraits {
  /** What `execute` gives: `nothing`, the `answers` of all, the first `answer`, or the `thread` as the last one left it. */
  readonly gives: 'nothing' | 'answers' | 'answer' | 'thread';
  /** What an answer does to the rest of the chain. */
  readonly onAnswer: 'continue' | 'stop' | 'restart';
  /** All hookimpls are started at once instead of one after another. */
  readonly concurrent: boolean;
  /** Whether past calls can be replayed to later plugins: only where hookimpls do not depend on each other's answers. */
  readonly replayable: boolean;
  /** Options of a hookspec that only some kinds take. */
  readonly options: readonly ('returns' | 'thread' | 'concurrency' | 'maxRounds')[];
}

/** What each kind of hook gives, and what an answer does there. */
export const KINDS = {
  series: { gives: 'nothing', onAnswer: 'continue', concurrent: false, replayable: true, options: [] },
  collect: {
    gives: 'answers',
    onAnswer: 'continue',
    concurrent: false,
    replayable: true,
    options: ['returns'],
  },
  first: { gives: 'answer', onAnswer: 'stop', concurrent: false, replayable: false, options: ['returns'] },
  waterfall: {
    gives: 'thread',
    onAnswer: 'continue',
    concurrent: false,
    replayable: false,
    options: ['thread'],
  },
  parallel: {
    gives: 'answers',
    onAnswer: 'continue',
    concurrent: true,
    replayable: true,
    options: ['returns', 'concurrency'],
  },
  loop: {
    gives: 'nothing',
    onAnswer: 'restart',
    concurrent: false,
    replayable: false,
    options: ['maxRounds'],
  },
} as const satisfies Record<string, KindTraits>;

/** How the results of a hook combine. */
export type Kind = keyof typeof KINDS;
