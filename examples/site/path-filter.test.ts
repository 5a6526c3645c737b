import { expect, test } from 'vitest';
import { createPathFilter } from './path-filter.ts';

test('without a list everything takes part', () => {
  const filter = createPathFilter([], []);
  expect(filter.takes('a/b.md')).toBe(true);
  expect(filter.mayHold('a')).toBe(true);
});

test('a folder stands for all that is in it', () => {
  const filter = createPathFilter(['README.md', 'docs/guide/'], ['docs/guide/drafts']);
  expect(
    ['README.md', 'docs/guide/a.md', 'docs/guide/drafts/a.md', 'docs/b.md', 'docs/guidebook.md'].map((path) =>
      filter.takes(path),
    ),
  ).toEqual([true, true, false, false, false]);
  expect(
    ['docs', 'docs/guide', 'docs/guide/deep', 'docs/guide/drafts', 'src'].map((path) => filter.mayHold(path)),
  ).toEqual([true, true, true, false, false]);
});

test('"." is the whole folder', () => {
  expect(createPathFilter(['.'], []).takes('a/b.md')).toBe(true);
  expect(createPathFilter([], ['./a']).takes('a/b.md')).toBe(false);
});

test.each(['..', '../x', 'a/../../x', '/etc'])('"%s" is refused', (path) => {
  expect(() => createPathFilter([path], [])).toThrow(`include: "${path}" does not lie in the source folder`);
});
