import { wrapAnsi } from 'fast-wrap-ansi';
import type { Style } from './style.ts';

/** One thing and what is said of it; left out if nothing is. */
export type Fact = readonly [name: string, value: string | undefined];

/** Names on the left, what is said of them on the right, in the width of the terminal. Values may have several lines. */
export function factsTable(facts: readonly Fact[], style: Style): string {
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '');
  const margin = Math.max(...known.map(([name]) => name.length)) + 2;
  const room = Math.max(24, style.width - margin);
  return known
    .map(([name, value]) => {
      const lines = (Number.isFinite(room) ? wrapAnsi(value, room, { trim: false }) : value).split('\n');
      return style.paint('dim', name.padEnd(margin)) + lines.join(`\n${' '.repeat(margin)}`);
    })
    .join('\n');
}
