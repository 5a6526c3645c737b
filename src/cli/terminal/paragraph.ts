import { wrapAnsi } from 'fast-wrap-ansi';
import type { Style } from './style.ts';

/** Prose in the width of the terminal, moved in by some columns. */
export function paragraph(text: string, { width }: Style, indent = 0): string {
  const margin = ' '.repeat(indent);
  const room = Math.max(20, Math.min(width, 120) - indent);
  const wrapped = Number.isFinite(width) ? wrapAnsi(text, room, { trim: true }) : text;
  return wrapped
    .split('\n')
    .map((line) => (line === '' ? line : margin + line))
    .join('\n');
}
