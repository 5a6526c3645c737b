import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from './package-root.ts';

/** What is true of one machine only. Written so that this file does not hold what it looks for. */
const PLACES = [/(?<![\w.~-])\/(?:work|root)\/[\w.]/, /\bregistry\.[a-z\d-]+\.(?:com|dev|io|net|org)\b/i];

/** What git tracks, and what it would track after the next `git add`. */
function listFiles(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const paths = execFileSync('git', args, { cwd: packageRoot, encoding: 'utf8' }).split('\0');
  return paths.filter((path) => path !== '' && existsSync(join(packageRoot, path)));
}

test('no file names a path or a package registry of the machine that it was written on', () => {
  expect(listFiles().flatMap(listPlaces)).toEqual([]);
});

test('package-lock.json holds no address to download from', () => {
  expect(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"/);
});

function listPlaces(file: string): string[] {
  const text = readFileSync(join(packageRoot, file), 'utf8');
  return text
    .split('\n')
    .flatMap((line, index) =>
      PLACES.some((place) => place.test(line)) ? [`${file}:${index + 1} ${line.trim()}`] : [],
    );
}
