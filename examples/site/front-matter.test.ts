import { expect, test } from 'vitest';
import { splitFrontMatter } from './front-matter.ts';

test('the YAML at the start is parsed and taken off', () => {
  expect(splitFrontMatter('---\ntitle: A\ntags: [x, y]\n---\n# Text\n')).toEqual({
    frontMatter: { title: 'A', tags: ['x', 'y'] },
    source: '# Text\n',
    problem: undefined,
  });
});

test.each([
  ['with Windows line ends', '---\r\ntitle: A\r\n---\r\ntext', { title: 'A' }, 'text'],
  ['ended by dots', '---\ntitle: A\n...\ntext', { title: 'A' }, 'text'],
  ['without anything behind it', '---\ntitle: A\n---', { title: 'A' }, ''],
  ['without anything in it', '---\n---\ntext', {}, 'text'],
  ['with a comment in it', '---\n# nothing\n---\ntext', {}, 'text'],
])('a head %s', (_, text, frontMatter, source) => {
  expect(splitFrontMatter(text)).toEqual({ frontMatter, source, problem: undefined });
});

test.each([
  ['no head', '# Text\n---\na: b\n---\n'],
  ['a ruler', '---\n\n# Text\n'],
  ['two rulers around text', '---\nonly text\n---\n'],
  ['a list', '---\n- a\n---\n'],
  ['no end', '---\ntitle: A\n'],
  ['more than a head can be', `---\n${'a: b\n'.repeat(20_000)}---\n`],
])('%s belongs to the text', (_, text) => {
  expect(splitFrontMatter(text)).toEqual({ frontMatter: {}, source: text, problem: undefined });
});

test.each([
  ['a list that is not closed', '---\ntitle: [a\n---\ntext', /^Flow sequence/],
  ['a key twice', '---\na: 1\na: 2\n---\ntext', /^Map keys must be unique/],
  ['a value that holds itself', '---\na: &a [*a]\n---\ntext', /circular/],
  [
    'a bomb',
    `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n---\ntext`,
    /alias/,
  ],
])('%s is a problem, and the text goes on behind it', (_, text, problem) => {
  expect(splitFrontMatter(text)).toEqual({
    frontMatter: {},
    source: 'text',
    problem: expect.stringMatching(problem) as string,
  });
});

test('keys that every object has are only keys', () => {
  const { frontMatter } = splitFrontMatter('---\n__proto__: { polluted: true }\nconstructor: x\n---\n');
  expect(Object.keys(frontMatter)).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
