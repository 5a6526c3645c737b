import { HooklineError } from '../../errors/hookline-error.ts';
import type { Place } from '../../manager/health/place-of-stack.ts';

/** Something that was left behind. */
export interface Leak extends Partial<Place> {
  /** What it is: `timer`, `server`, `listener of "exit"`, `open file "/tmp/x"`. */
  readonly what: string;
  /** How many of them were made at the same place. */
  readonly count: number;
}

/** Those that are alike as one. */
export function countLeaks(leaks: readonly Omit<Leak, 'count'>[]): readonly Leak[] {
  const counted = new Map<string, Leak>();
  for (const leak of leaks) {
    const key = JSON.stringify([leak.what, leak.at, leak.plugin]);
    counted.set(key, { ...leak, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  return [...counted.values()];
}

export function leakFound(leaks: readonly Leak[]): HooklineError {
  const lines = leaks.map(({ what, count, at, plugin }) => {
    const times = count === 1 ? '' : `${count} × `;
    const whose = plugin === undefined ? '' : ` by the plugin "${plugin}"`;
    return `${times}${what}${at === undefined ? '' : ` made${whose} at ${at}`}`;
  });
  return new HooklineError('TEST_LEAK_FOUND', `Something was left behind: ${lines.join('; ')}.`, { data: { leaks } });
}
