import { parse } from 'yaml';
import { toMessage } from './error-message.ts';

/** A file, taken apart. */
export interface SplitPage {
  readonly frontMatter: Readonly<Record<string, unknown>>;
  readonly source: string;
  /** What is wrong with the front matter, if something is: then it is left out. */
  readonly problem: string | undefined;
}

const HEAD = /^---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/** More than this is no head of a page, and YAML takes its time. */
const MAX_LENGTH = 64 * 1024;

/**
 * Takes the YAML between two lines of `---` off the start of a page. If it is not a list of keys, the lines are rulers
 * and belong to the text.
 */
export function splitFrontMatter(text: string): SplitPage {
  const whole: SplitPage = { frontMatter: {}, source: text, problem: undefined };
  if (!text.startsWith('---')) return whole;
  const [head, yaml = ''] = HEAD.exec(text.slice(0, MAX_LENGTH)) ?? [];
  if (head === undefined) return whole;

  const source = text.slice(head.length);
  try {
    const value = toJson(parse(yaml, { logLevel: 'error' }));
    if (value === null) return { frontMatter: {}, source, problem: undefined };
    return isRecord(value) ? { frontMatter: value, source, problem: undefined } : whole;
  } catch (error) {
    return { frontMatter: {}, source, problem: firstLine(toMessage(error)) };
  }
}

/** Only JSON passes on: an alias of YAML can make a value that holds itself. */
function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null)) as unknown;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parser quotes the faulty lines behind its message. */
function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/[:.]$/, '');
}
