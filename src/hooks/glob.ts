/**
 * Whether `text` matches `pattern`: `*` stands for any characters but `/`, `**` for any characters, `?` for one character
 * but `/`; everything else stands for itself. Patterns come from plugins, so the time is bounded by the product of the two
 * lengths: the set of reachable positions is advanced one character at a time, and nothing is ever retried.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const tokens = toTokens(pattern);
  let reachable = withSkippedStars(tokens, new Set([0]));
  for (const character of text) {
    const next = new Set<number>();
    for (const position of reachable) {
      const token = tokens[position];
      if (token === undefined || !accepts(token, character)) continue;
      next.add(token === '*' || token === '**' ? position : position + 1);
    }
    if (next.size === 0) return false;
    reachable = withSkippedStars(tokens, next);
  }
  return reachable.has(tokens.length);
}

/** Characters and wildcards of a pattern; neighbouring stars are one wildcard. */
function toTokens(pattern: string): string[] {
  return [...pattern.matchAll(/\*{2,}|[^]/gu)].map(([token]) => (token.startsWith('**') ? '**' : token));
}

/** A star may stand for nothing, so the position behind it is reachable as well. */
function withSkippedStars(tokens: readonly string[], positions: Set<number>): Set<number> {
  for (const position of positions) {
    // A Set yields what is added while it is iterated, so a run of stars is skipped to its end.
    if (tokens[position] === '*' || tokens[position] === '**') positions.add(position + 1);
  }
  return positions;
}

function accepts(token: string, character: string): boolean {
  if (token === '**') return true;
  if (token === '*' || token === '?') return character !== '/';
  return token === character;
}
