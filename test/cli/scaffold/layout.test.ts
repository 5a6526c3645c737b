import { expect, test } from 'vitest';
import { print, toText } from '../../../src/cli/scaffold/layout.ts';
import { toLiteral } from '../../../src/cli/scaffold/to-literal.ts';

test('what fits stands on one line, and what does not on several', () => {
  const value = { a: 'x'.repeat(45), b: ['y'.repeat(45)], c: {} };
  expect(print(toLiteral(value), { indent: 0, taken: 0 })).toBe(
    `{ a: '${'x'.repeat(45)}', b: ['${'y'.repeat(45)}'], c: {} }`,
  );
  expect(print(toLiteral(value), { indent: 2, taken: 10 })).toBe(
    [`{`, `    a: '${'x'.repeat(45)}',`, `    b: ['${'y'.repeat(45)}'],`, `    c: {},`, `  }`].join('\n'),
  );
});

test.each(['plain', `it's`, `"both" it's`, 'a\\b\n\u2028', '${x} `y`', `'`, ''])(
  'the text %j comes back as it was',
  (text) => {
    // oxlint-disable-next-line no-eval -- whether it is code is what is asked.
    expect((0, eval)(toText(text))).toBe(text);
  },
);
