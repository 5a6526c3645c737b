import { expect, test } from 'vitest';
import { wrapTree } from './wrap-tree.ts';

test('lines that are too long go on under the same branch', () => {
  const tree = [
    'a host with a line that is long',
    '├─ source',
    '│  ├─ acme.a  failed',
    '│  │    the reason is a long sentence',
    '│  │    → and so is the remedy for it',
    '│  └─ acme.b  ready and more than fits',
  ].join('\n');
  expect(wrapTree(tree, 24)).toBe(
    [
      'a host with a line that',
      'is long',
      '├─ source',
      '│  ├─ acme.a  failed',
      '│  │    the reason is a',
      '│  │    long sentence',
      '│  │    → and so is the',
      '│  │      remedy for it',
      '│  └─ acme.b  ready and',
      '│     more than fits',
    ].join('\n'),
  );
});

test('a word that is too long stays whole', () => {
  expect(wrapTree('│  look at /a/very/long/path now', 12)).toBe('│  look at\n│  /a/very/long/path\n│  now');
});
