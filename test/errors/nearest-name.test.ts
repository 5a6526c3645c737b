import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { didYouMean, nearestName } from '../../src/errors/nearest-name.ts';

const HOOKS = ['before_page_render', 'after_page_render', 'resolve_page', 'page', 'id'];

describe('nearestName', () => {
  test.each([
    ['a letter too few', 'after_page_rendr', 'after_page_render'],
    ['a letter too many', 'resolve_pagee', 'resolve_page'],
    ['a wrong letter', 'resolve_pape', 'resolve_page'],
    ['two letters swapped', 'resolve_pgae', 'resolve_page'],
    ['another case', 'ResolvE_Page', 'resolve_page'],
    ['hyphens', 'after-page-render', 'after_page_render'],
    ['camel case', 'afterPageRender', 'after_page_render'],
    ['a plural', 'pages', 'page'],
    ['a short name', 'pge', 'page'],
  ])('finds the name behind %s', (_, typo, meant) => {
    expect(nearestName(typo, HOOKS)).toBe(meant);
  });

  test.each(['save', 'xy', 'on', 'a', '', 'completely_different_name', 'render'])('finds nothing near "%s"', (name) => {
    expect(nearestName(name, HOOKS)).toBeUndefined();
  });

  test('prefers the nearest, and of several the first', () => {
    expect(nearestName('colour', ['colors', 'color', 'colours'])).toBe('color');
    expect(nearestName('abcdef', ['abcdeg', 'abcdeh'])).toBe('abcdeg');
  });

  test('finds nothing among no candidates', () => {
    expect(nearestName('page', [])).toBeUndefined();
  });

  test('finds a name among 10,000', () => {
    const candidates = Array.from(
      { length: 10_000 },
      (_, index) => `hook_number_${String(index).padStart(5, '0')}_of_all`,
    );
    expect(nearestName('hook_nubmer_07777_of_all', candidates)).toBe('hook_number_07777_of_all');
  });

  test('is not slowed down by names that nobody would write', () => {
    const long = 'x'.repeat(100_000);
    expect(nearestName(long, [...HOOKS, `${long}y`])).toBeUndefined();
    expect(nearestName('page', [long])).toBeUndefined();
  });

  test('finds any name again of which one letter of five was lost', () => {
    const words = fc.stringMatching(/^[a-z]{5,20}$/);
    fc.assert(
      fc.property(words, fc.nat(), (word, at) => {
        const cut = at % word.length;
        expect(nearestName(word.slice(0, cut) + word.slice(cut + 1), [word])).toBe(word);
      }),
    );
  });
});

describe('didYouMean', () => {
  test('ends a message with a question, or with nothing', () => {
    expect(didYouMean('pagee', HOOKS)).toBe(' Did you mean "page"?');
    expect(didYouMean('nothing like it', HOOKS)).toBe('');
  });
});
