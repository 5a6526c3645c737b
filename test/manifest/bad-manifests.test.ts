import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../src/manifest/parse-manifest.ts';
import { badFixtures, listProblems } from './corpus.ts';

test('the corpus is large', () => {
  expect(badFixtures.length).toBeGreaterThanOrEqual(120);
});

describe.each(badFixtures)('$name', (fixture) => {
  const problems = listProblems(fixture);

  test('has the problem of its folder, and no other', () => {
    expect([...new Set(problems.map(({ code }) => code))]).toEqual([fixture.code]);
  });

  test('has words and a place for each problem', () => {
    const { file, text } = fixture;
    const lines = text.split('\n').map((line) => line.length);
    for (const problem of problems) {
      expect(problem).toEqual({
        code: fixture.code,
        severity: fixture.code === 'MANIFEST_PIN_EXACT' ? 'warning' : 'error',
        message: expect.stringMatching(/^[A-Z"][^]*\.$/),
        hint: expect.stringMatching(/^[A-Z][^]*\.$/),
        file,
        path: expect.any(String),
        line: expect.any(Number),
        column: expect.any(Number),
      });
      expect(problem.message).not.toMatch(/undefined must|\[object|\bNaN\b.*must/);
      expect(problem.column! - 1).toBeLessThanOrEqual(lines[problem.line! - 1] ?? -1);
    }
  });

  test('has a manifest only if its problems are warnings or those of the host', () => {
    const { manifest } = parseManifest(fixture.text, fixture);
    const hasManifest = ['MANIFEST_PIN_EXACT', 'MANIFEST_HOOK_UNKNOWN', 'MANIFEST_ID_RESERVED'].includes(fixture.code);
    expect(manifest !== undefined).toBe(hasManifest);
  });
});
