import stringWidth from 'fast-string-width';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';

export interface ExcerptPlace {
  readonly text: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

/** Where lines have no width, no more of them is shown than this. */
const WIDEST = 120;

/** One line of code with a caret below the column; of a long line the part around it. */
export function excerptText({ text, line, column }: ExcerptPlace, style: Style, indent = 0): string {
  const gutter = `${' '.repeat(indent)}${String(line).padStart(5)} ${style.paint('dim', '│')} `;
  const empty = `${' '.repeat(indent + 6)}${style.paint('dim', '│')} `;
  const room = Math.max(24, Math.min(style.width, WIDEST) - indent - 8);
  const lead = /^\s*/.exec(text)![0].length;
  // As much of the indentation goes as stands before the caret.
  const plain = text.slice(Math.min(lead, column - 1)).trimEnd();
  const at = column - 1 - Math.min(lead, column - 1);
  const from = plain.length <= room || at < room - 16 ? 0 : Math.max(0, at - Math.floor(room / 3));
  const part = `${from > 0 ? '…' : ''}${plain.slice(from, from + room - 2)}${from + room - 2 < plain.length ? '…' : ''}`;
  const before = part.slice(0, at - from + (from > 0 ? 1 : 0));
  const caret = ' '.repeat(stringWidth(toLine(before)));
  return `${gutter}${toLine(part)}\n${empty}${caret}${style.paint('red', '^')}`;
}

function toLine(text: string): string {
  return printable(text.replaceAll('\t', '  ')).replaceAll('\n', ' ');
}
