import type { MarkdownDocument } from './documents.ts';

/** A fenced block of code in a document. */
export interface CodeFence {
  readonly document: string;
  /** The line of the opening fence, counted from 1. */
  readonly line: number;
  /** The line of the closing fence. */
  readonly endLine: number;
  /** What stands behind the opening fence, for instance `ts no-run`. */
  readonly info: string;
  readonly code: string;
}

const OPENING = /^(?<indent>\s*)(?<marker>`{3,}|~{3,})\s*(?<info>[^`]*)$/;

/** The fenced blocks of a document, from top to bottom. */
export function listCodeFences({ path, text }: MarkdownDocument): CodeFence[] {
  const fences: CodeFence[] = [];
  const lines = text.split('\n');
  for (let start = 1; start <= lines.length; start += 1) {
    const opening = OPENING.exec(lines[start - 1] ?? '')?.groups;
    if (!opening) continue;
    const { indent = '', marker = '', info = '' } = opening;
    const length = lines.slice(start).findIndex((line) => isClosing(line, marker));
    const end = length < 0 ? lines.length : start + length;
    const code = lines.slice(start, end).map((line) => `${withoutIndent(line, indent.length)}\n`);
    fences.push({ document: path, line: start, endLine: end + 1, info: info.trim(), code: code.join('') });
    start = end + 1;
  }
  return fences;
}

function isClosing(line: string, marker: string): boolean {
  const text = line.trim();
  return text.length >= marker.length && text === marker.charAt(0).repeat(text.length);
}

/** A fence in a list is indented with its item. */
function withoutIndent(line: string, width: number): string {
  return line.slice(0, width).trim() === '' ? line.slice(width) : line;
}
