import { expect, test } from 'vitest';
import { collectFilters, compileTemplate } from './template.ts';

const variables = {
  site: { title: 'Site' },
  page: { title: 'Page', tags: ['a', 'b'], deep: { x: 1 }, none: undefined },
};

function fill(text: string, filters = collectFilters([])): string {
  return compileTemplate('footer', text, filters)(variables);
}

test.each([
  ['no variable', 'no variable'],
  ['{{ page.title }} · {{site.title}}', 'Page · Site'],
  ['{{ page.title | upper | lower }}', 'page'],
  ['{{ page.tags }}', 'a, b'],
  ['{{ page.missing | default: nothing: at all }}', 'nothing: at all'],
  ['{{ page.title | shorten: 3 }}', 'Pa…'],
  ['{{ page.title | shorten: x }}', 'Page'],
  ['{{ page.deep }}|{{ page.none }}|{{ nothing.at.all }}', '||'],
  ['{{ page.constructor.name }}{{ __proto__ }}{{ page.title.length }}', ''],
  ['{{ not closed', '{{ not closed'],
  ['{{}}', ''],
])('%s', (text, expected) => {
  expect(fill(text)).toBe(expected);
});

test('a filter of a plugin takes part', () => {
  const filters = collectFilters([
    { name: 'wrap', summary: '', apply: (text, argument) => `${argument}${text}${argument}` },
  ]);
  expect(fill('{{ page.title | wrap: * }}', filters)).toBe('*Page*');
});

test('a filter that throws is named', () => {
  const filters = collectFilters([
    {
      name: 'bad',
      summary: '',
      apply: () => {
        throw new Error('no');
      },
    },
  ]);
  expect(() => fill('{{ page.title | bad }}', filters)).toThrow('the template filter "bad" threw: no');
});

test('a filter that is not there is a mistake in the configuration', () => {
  expect(() => fill('{{ page.title | uper }}')).toThrow(
    'templates.footer: there is no filter "uper"; there are upper, lower, default, shorten',
  );
});
