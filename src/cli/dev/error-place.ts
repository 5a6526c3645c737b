import { readFile } from 'node:fs/promises';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toWire } from '../../errors/to-wire.ts';
import type { WireError } from '../../errors/wire-error.ts';

export interface ErrorPlace {
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** That line of the file. */
  readonly text: string;
}

/** Where in the folder of the plugin an error was thrown: the first place there that one of its stacks names. */
export async function placeOfError(thrown: unknown, folder: string): Promise<ErrorPlace | undefined> {
  for (const stack of stacksOf(toWire(thrown))) {
    for (const line of stack.split('\n')) {
      const place = toPlace(line, folder);
      if (place === undefined) continue;
      const text = await readFile(place.file, 'utf8').catch(() => '');
      return { ...place, text: text.split('\n')[place.line - 1] ?? '' };
    }
  }
  return undefined;
}

/** The innermost first: that is what the code of the plugin threw. */
function stacksOf({ stack, cause, errors = [] }: WireError): readonly string[] {
  const below = [...(cause === undefined ? [] : [cause]), ...errors].flatMap(stacksOf);
  return [...below, ...(stack === undefined ? [] : [stack])];
}

function toPlace(line: string, folder: string): Omit<ErrorPlace, 'text'> | undefined {
  const match = /(?<where>file:\/\/[^\s()]+?|\/[^()]+?|[A-Za-z]:\\[^()]+?):(?<row>\d+)(?::(?<column>\d+))?\)?$/.exec(
    line,
  );
  if (match?.groups === undefined) return undefined;
  const { where = '', row, column = '1' } = match.groups;
  const file = where.startsWith('file:') ? fileURLToPath(where.replace(/\?.*$/, '')) : where;
  if (!file.startsWith(folder + sep)) return undefined;
  return { file, line: Number(row), column: Number(column) };
}
