import type { Finding } from '../../analysis/finding.ts';
import { milliseconds } from '../terminal/milliseconds.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { printable, printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { excerptText } from '../validate/excerpt-text.ts';
import { countText, findingsText } from '../validate/findings-text.ts';
import type { DevReload } from './dev-reload.ts';

/** Tells whoever is at the terminal what happens, as it happens. */
export interface DevTeller {
  line(text: string): void;
  /** What a program printed when it failed. */
  lines(title: string, lines: readonly string[]): void;
  reload(reload: DevReload): void;
  /** Once for as long as they are the same. */
  findings(title: string, findings: readonly Finding[]): void;
}

/** Columns of the time in front. */
const MARGIN = 10;

export function createTeller(print: (text: string) => void, style: Style): DevTeller {
  const told = new Map<string, string>();
  const line = (text: string): void => {
    const time = new Date().toTimeString().slice(0, 8);
    print(`${style.paint('dim', time)}  ${paragraph(text, style, MARGIN).trimStart()}`);
  };
  const tellFindings = async (title: string, findings: readonly Finding[]): Promise<void> => {
    const key = JSON.stringify(findings);
    const isKnown = told.get(title) === key || (findings.length === 0 && !told.has(title));
    told.set(title, key);
    if (findings.length === 0) {
      if (!isKnown) line(`${title}: ${style.paint('green', 'nothing found')}`);
      return;
    }
    const text = isKnown ? '' : await findingsText(findings, style);
    line(`${title}: ${style.paint('yellow', countText(findings))}${isKnown ? ', as before' : ''}`);
    if (!isKnown) print(indent(text));
  };
  return {
    line,
    lines: (title, lines) => {
      line(style.paint('red', printableLine(title)));
      if (lines.length > 0) print(indent(printable(lines.join('\n'))));
    },
    reload: (reload) => {
      line(headOf(reload, style));
      for (const error of reload.errors) print(errorText(error, style));
    },
    findings: (title, findings) => {
      tellFindings(title, findings).catch((thrown: unknown) => line(String(thrown)));
    },
  };
}

function headOf({ changed, status, state, durationMs, runner }: DevReload, style: Style): string {
  const what = changed.length === 0 ? 'started' : `${shown(changed)} changed: reloaded`;
  const where = runner === undefined ? '' : ` in the runner "${runner}"`;
  const how = status === 'ok' ? style.paint('green', state ?? 'ok') : style.paint('red', state ?? 'failed');
  return `${what} in ${milliseconds(durationMs)}, ${how}${where}`;
}

function shown(paths: readonly string[]): string {
  const [first = '', ...others] = paths;
  return printableLine(others.length === 0 ? first : `${first} and ${others.length} more`);
}

function errorText({ message, file, line, column = 1, excerpt }: DevReload['errors'][number], style: Style): string {
  const text = style.paint('red', paragraph(printable(message), style, MARGIN));
  if (file === undefined || line === undefined) return text;
  const place = `${' '.repeat(MARGIN)}${printableLine(`${file}:${line}:${column}`)}`;
  const source = excerpt === undefined ? [] : [excerptText({ text: excerpt, line, column }, style, MARGIN - 4)];
  return [text, place, ...source].join('\n');
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((each) => (each === '' ? each : `  ${each}`))
    .join('\n');
}
