import { readFile } from 'node:fs/promises';
import type { Finding, Severity } from '../../analysis/finding.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { printable, printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { excerptText } from './excerpt-text.ts';

const SEVERITY_COLORS = { error: 'red', warning: 'yellow', info: 'blue' } as const;

/** Findings for people: grouped by file, with the line that each is about, and what to do. */
export async function findingsText(findings: readonly Finding[], style: Style): Promise<string> {
  const files = [...new Set(findings.map(({ file }) => file))];
  const sections = files.map(async (file) => {
    const there = findings.filter((finding) => finding.file === file);
    const text = await readFile(file, 'utf8').catch(() => '');
    const lines = text.split('\n');
    const title = style.paint('underline', printableLine(there[0]!.path === '' ? file : there[0]!.path));
    return [title, ...there.map((finding) => findingText(finding, lines[finding.line - 1], style))].join('\n');
  });
  return (await Promise.all(sections)).join('\n\n');
}

/** Columns of `line:column`, and of the longest severity. */
const PLACE = 9;
const SEVERITY = 7;

function findingText(finding: Finding, source: string | undefined, style: Style): string {
  const { severity, rule, message, remedy, line, column } = finding;
  const place = `${line}:${column}`.padStart(PLACE);
  const head = `${style.paint('dim', place)}  ${style.paint(SEVERITY_COLORS[severity], severity.padEnd(SEVERITY))}  ${style.paint('bold', rule)}`;
  const body = (text: string): string => paragraph(printable(text), style, PLACE + 2);
  // Of machine code there is no line to show.
  const hasSource = source !== undefined && source.trim() !== '' && !source.includes('\0');
  return [
    head,
    body(message),
    ...(hasSource ? [excerptText({ text: source, line, column }, style, PLACE - 5)] : []),
    style.paint('dim', body(remedy)),
  ].join('\n');
}

/** `2 errors, 1 warning`. */
export function countText(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'info'] as const)
    .map((severity) => plural(count(findings, severity), severity))
    .filter((text) => text !== '');
  return counts.length === 0 ? 'nothing found' : counts.join(', ');
}

export function count(findings: readonly Finding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

function plural(number: number, word: string): string {
  if (number === 0) return '';
  return `${number} ${word}${number === 1 || word === 'info' ? '' : 's'}`;
}
