/** The branches in front of a line of a tree, and the arrow in front of a remedy. */
const STEM = /^[ │├└─]*(?:→ )?/u;

/** Breaks the lines of a tree that are longer than `width` between words; what comes behind a break hangs from the same branch. */
export function wrapTree(tree: string, width: number): string {
  return tree
    .split('\n')
    .flatMap((line) => wrapLine(line, width))
    .join('\n');
}

function wrapLine(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const stem = STEM.exec(line)?.[0] ?? '';
  const hanging = stem.replaceAll('├', '│').replaceAll(/[└─→]/gu, ' ');
  const lines: string[] = [];
  let current = stem;
  for (const word of line.slice(stem.length).split(' ')) {
    const isFirst = current.trimEnd() === stem.trimEnd() || current === hanging;
    if (!isFirst && current.length + 1 + word.length > width) {
      lines.push(current);
      current = hanging + word;
    } else {
      current += isFirst ? word : ` ${word}`;
    }
  }
  return [...lines, current];
}
