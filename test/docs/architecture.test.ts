import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';
import { readDocument } from './documents.ts';

const { text } = readDocument('ARCHITECTURE.md');

/** A path has a slash and stands alone; `hookline/...` is the name of an entry point. */
const PATH = /^(?!hookline\/)[\w.-]+\/[\w./-]*$/;

test('ARCHITECTURE.md stays under 150 lines', () => {
  expect(text.trimEnd().split('\n').length).toBeLessThan(150);
});

test('every path that ARCHITECTURE.md names in backticks exists', () => {
  const paths = [...text.matchAll(/`([^`\n]+)`/g)].map(([, path = '']) => path).filter((path) => PATH.test(path));
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => !existsSync(join(packageRoot, path)))).toEqual([]);
});
