import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Style } from './style.ts';

export interface Column {
  readonly title: string;
  /** Default `left`. */
  readonly align?: 'left' | 'right';
  /** Takes what the others leave, and is wrapped there. */
  readonly grows?: boolean;
}

const GAP = '  ';
/** Narrower than this, prose is not readable any more. */
const NARROWEST = 24;

/** Rows with aligned columns, in the width of the terminal. Cells may be painted. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], style: Style): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(stringWidth(title), ...rows.map((row) => longestLine(row[index] ?? ''))),
  );
  const growing = columns.findIndex(({ grows }) => grows);
  if (growing >= 0 && Number.isFinite(style.width)) {
    const others = widths.reduce((sum, width, index) => sum + (index === growing ? 0 : width + GAP.length), 0);
    widths[growing] = Math.min(widths[growing]!, Math.max(NARROWEST, style.width - others));
  }
  const head = columns.map(({ title }) => style.paint('dim', title));
  return [head, ...rows].flatMap((row) => toLines(row, columns, widths)).join('\n');
}

/** A row may need several lines, where a cell was wrapped. */
function toLines(row: readonly string[], columns: readonly Column[], widths: readonly number[]): string[] {
  const cells = columns.map(({ grows }, index) => {
    const cell = row[index] ?? '';
    return (grows ? wrapAnsi(cell, widths[index]!, { trim: true, hard: true }) : cell).split('\n');
  });
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, index) => pad(lines[line] ?? '', widths[index]!, columns[index]!.align))
      .join(GAP)
      .trimEnd(),
  );
}

function pad(text: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'right' ? space + text : text + space;
}

function longestLine(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}
