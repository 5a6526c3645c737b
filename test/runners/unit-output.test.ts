import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { limitRate } from '../../src/runners/limit-rate.ts';
import { readLines } from '../../src/runners/output-lines.ts';

test('lines are cut where they end, whatever pieces they come in, and the last one needs no end', async () => {
  const stream = new PassThrough();
  const lines: string[] = [];
  const ended = new Promise((resolve) => stream.once('close', resolve));
  readLines(stream, (line) => lines.push(line));
  const bytes = Buffer.from('one\r\ntwö\n\nthree');
  for (const byte of bytes) stream.write(Buffer.of(byte));
  stream.end();
  await ended;
  expect(lines).toEqual(['one', 'twö', '', 'three']);
});

test('lines that come faster than they are read are left out, and counted', () => {
  const lines: string[] = [];
  let now = 0;
  const take = limitRate(
    (line) => lines.push(line),
    () => now,
  );
  const long = 'x'.repeat(100_000);
  for (const line of [long, long, long, long, 'short']) take(line);
  expect(lines.map(({ length }) => length)).toEqual([100_000, 100_000, 36, 5]);
  expect(lines[2]).toBe('(2 lines left out: too much at once)');
  now += 1000;
  for (const line of [long, long, long]) take(line);
  take.end();
  expect(lines.slice(4).map((line) => (line === long ? 'long' : line))).toEqual([
    'long',
    'long',
    '(1 lines left out: too much at once)',
  ]);
});
