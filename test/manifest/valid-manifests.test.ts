import { expect, test } from 'vitest';
import { parseManifest } from '../../src/manifest/parse-manifest.ts';
import { toManifest } from '../../src/manifest/to-manifest.ts';
import { listProblems, validFixtures } from './corpus.ts';

test('there are many', () => {
  expect(validFixtures.length).toBeGreaterThanOrEqual(25);
});

test.each(validFixtures)('$name has no problem', (fixture) => {
  expect(listProblems(fixture)).toEqual([]);
});

test.each(validFixtures)('$name means the same with its defaults filled in', (fixture) => {
  const { id, manifest } = parseManifest(fixture.text, fixture);
  expect(toManifest(manifest)).toEqual({ id, manifest, problems: [] });
});
