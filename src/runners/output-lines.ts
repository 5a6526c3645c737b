import type { Readable } from 'node:stream';
import { limitRate } from './limit-rate.ts';

/** How much of a line is kept, in characters. */
const MAX_LINE = 8192;

/** Reads what a unit writes as lines. It is read as fast as it comes: a unit whose output nobody takes would stand still. */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  const tell = limitRate(onLine);
  const end = (): void => {
    if (rest !== '') tell(rest);
    rest = '';
    tell.end();
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = chunk.split('\n');
    for (const line of lines.slice(0, -1)) {
      tell(join(rest, line).replace(/\r$/, ''));
      rest = '';
    }
    rest = join(rest, lines.at(-1)!);
  });
  stream.on('end', end);
  stream.on('error', end);
}

/** The beginning of a line that is too long says what it was. */
function join(start: string, more: string): string {
  return start.length >= MAX_LINE ? start : (start + more).slice(0, MAX_LINE);
}
