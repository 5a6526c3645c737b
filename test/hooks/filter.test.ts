import { describe, expect, test } from 'vitest';
import { filterProblems, toPredicate, type Filter } from '../../src/hooks/filter.ts';

const page = {
  url: '/blog/post.md',
  draft: false,
  words: 120,
  author: null,
  tags: ['a', 'b'],
  meta: { lang: 'en', odd: NaN, zero: -0 },
};

describe('a filter matches', () => {
  test.each<[string, Filter]>([
    ['nothing asked', {}],
    ['an equal string', { 'page.url': '/blog/post.md' }],
    ['an equal number', { 'page.words': 120 }],
    ['an equal boolean', { 'page.draft': false }],
    ['null', { 'page.author': null }],
    ['a member of a list', { 'page.meta.lang': ['de', 'en', null, 5] }],
    ['a prefix', { 'page.url': { prefix: '/blog/' } }],
    ['one of several prefixes', { 'page.url': { prefix: ['/docs/', '/blog/'] } }],
    ['a suffix', { 'page.url': { suffix: '.md' } }],
    ['one of several suffixes', { 'page.url': { suffix: ['.html', '.md'] } }],
    ['a glob', { 'page.url': { glob: '/blog/*.md' } }],
    ['one of several globs', { 'page.url': { glob: ['/docs/**', '/blog/**'] } }],
    ['an element of an array', { 'page.tags.1': 'b' }],
    ['the length of an array', { 'page.tags.length': 2 }],
    ['NaN, which equals nothing else', { 'page.meta.odd': NaN }],
    ['zero, whatever its sign', { 'page.meta.zero': 0 }],
    ['all of several paths', { 'page.url': { suffix: '.md' }, 'page.draft': false }],
  ])('%s', (_, filter) => {
    expect(toPredicate(filter)({ page })).toBe(true);
  });
});

describe('a filter does not match', () => {
  test.each<[string, Filter]>([
    ['a number that is written as a string', { 'page.words': '120' }],
    ['a member of an empty list', { 'page.url': [] }],
    ['a path that leads nowhere', { 'page.missing': null }],
    ['a path through nothing', { 'page.missing.deeper.still': 'x' }],
    ['a path through a primitive', { 'page.url.length': 13 }],
    ['an object', { 'page.meta': 'en' }],
    ['the prefix of a number', { 'page.words': { prefix: '1' } }],
    ['no pattern at all', { 'page.url': { glob: [] } }],
    ['one of several paths only', { 'page.url': { suffix: '.md' }, 'page.draft': true }],
    ['an inherited property', { 'page.constructor.name': 'Object' }],
    ['a property of a prototype', { 'page.__proto__.constructor.name': 'Object' }],
    ['a method', { 'page.toString': ['toString'] }],
    ['an empty key', { 'page.': 'x' }],
  ])('%s', (_, filter) => {
    expect(toPredicate(filter)({ page })).toBe(false);
  });

  test('a getter that throws, or a proxy whose traps do', () => {
    const refuse = (): never => {
      throw new Error('no');
    };
    const filter = toPredicate({ 'page.url': 'x' });
    expect(filter({ page: Object.defineProperty({}, 'url', { get: refuse }) })).toBe(false);
    expect(filter({ page: new Proxy({}, { getOwnPropertyDescriptor: refuse }) })).toBe(false);
    expect(filter(undefined)).toBe(false);
  });

  test('a getter that a class inherits, and no code of it runs', () => {
    let reads = 0;
    class Page {
      get url(): string {
        reads += 1;
        return 'x';
      }
    }
    expect(toPredicate({ 'page.url': 'x' })({ page: new Page() })).toBe(false);
    expect(reads).toBe(0);
  });
});

test('a filter stays as it was checked, whatever becomes of the object that it was made of', () => {
  const list = ['en'];
  const prefix = ['/blog/'];
  const filter = { 'page.meta.lang': list, 'page.url': { prefix } };
  const predicate = toPredicate(filter);
  list.length = 0;
  prefix.length = 0;
  expect(predicate({ page })).toBe(true);
});

describe('what is wrong with a filter', () => {
  const NOT_A_TEST =
    'the filter test of "page" must be a string, number, boolean, null, a list of those, or one of { prefix }, { suffix }, { glob }, not';

  test.each<[unknown, string[]]>([
    [null, ['"filter" must be an object of paths and tests, not null']],
    ['page', ['"filter" must be an object of paths and tests, not the string "page"']],
    [['page'], ['"filter" must be an object of paths and tests, not an array of 1']],
    [{ pgae: 1 }, ['the filter path "pgae" does not start with an argument of the hook (did you mean "page"?)']],
    [{ 'x.page': 1 }, ['the filter path "x.page" does not start with an argument of the hook']],
    [{ '': 1 }, ['the filter path "" does not start with an argument of the hook']],
    [{ constructor: 1 }, ['the filter path "constructor" does not start with an argument of the hook']],
    [{ page: undefined }, [`${NOT_A_TEST} undefined`]],
    [{ page: 5n }, [`${NOT_A_TEST} the bigint 5`]],
    [{ page: /x/ }, [`${NOT_A_TEST} an object of class RegExp`]],
    [{ page: ['a', {}] }, [`${NOT_A_TEST} an array of 2`]],
    [{ page: {} }, [`${NOT_A_TEST} an object`]],
    [{ page: { prefix: 'a', suffix: 'b' } }, [`${NOT_A_TEST} an object`]],
    [{ page: { toString: 'a' } }, [`${NOT_A_TEST} an object`]],
    [{ page: { regex: 'a' } }, [`${NOT_A_TEST} an object`]],
    [{ page: { glob: 5 } }, ['the glob of the filter of "page" must be strings of at most 1000 characters']],
    [
      { page: { prefix: ['a', null] } },
      ['the prefix of the filter of "page" must be strings of at most 1000 characters'],
    ],
    [
      { page: { glob: '*'.repeat(1001) } },
      ['the glob of the filter of "page" must be strings of at most 1000 characters'],
    ],
    [{ page: 'fine', 'page.url': { suffix: ['fine'] }, 'page.tags': [1, null, true] }, []],
    [
      { x: 1, page: [[]] },
      ['the filter path "x" does not start with an argument of the hook', `${NOT_A_TEST} an array of 1`],
    ],
  ])('is told in words: %o', (filter, problems) => {
    expect(filterProblems(filter, ['page'])).toEqual(problems);
  });
});
