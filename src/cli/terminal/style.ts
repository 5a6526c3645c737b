import { styleText } from 'node:util';

type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'underline';

/** How text for people may look. */
export interface Style {
  /** Columns of the terminal; `Infinity` if the text goes elsewhere. */
  readonly width: number;
  readonly hasColor: boolean;
  paint(format: Format, text: string): string;
}

export interface StyleFacts {
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--no-color`. */
  readonly isPlain: boolean;
}

export function createStyle(facts: StyleFacts): Style {
  const hasColor = wantsColor(facts);
  return {
    width: widthOf(facts),
    hasColor,
    paint: (format, text) => (hasColor && text !== '' ? styleText(format, text, { validateStream: false }) : text),
  };
}

/** See no-color.org: any value that is not empty counts. */
function wantsColor({ env, isPlain, isTerminal }: StyleFacts): boolean {
  if (isPlain || isSet(env['NO_COLOR'])) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

function widthOf({ env, isTerminal, columns }: StyleFacts): number {
  const asked = Number(env['COLUMNS']);
  if (Number.isInteger(asked) && asked >= 20) return asked;
  return isTerminal ? Math.max(20, columns ?? 80) : Infinity;
}
