import type { Shape } from './schema-shape.ts';

const BY_FORMAT: Readonly<Record<string, string>> = {
  email: 'ada@example.org',
  uri: 'https://example.org/',
  uuid: '6f1c1a3e-0f5c-4d59-9b0e-0d2f4c6b8a10',
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00',
  duration: 'PT1H',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  hostname: 'example.org',
};

/** Texts for what is often called like that. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/html|body/i, '<p>Some text</p>'],
  [/markdown|source/i, '# A title'],
  [/url|href|link/i, '/notes/first.html'],
  [/folder|dir/i, 'notes'],
  [/file|path/i, 'notes/first.md'],
  [/slug/i, 'first-note'],
  [/title/i, 'A title'],
  [/email/i, 'ada@example.org'],
  [/greeting/i, 'Hello'],
  [/name|author|user/i, 'Ada'],
  [/locale|lang/i, 'en'],
];

/** What patterns often ask for. */
const USUAL = ['a', 'A', '1', 'a1', '1.0.0', 'a-b', 'a.b', '/', '#aabbcc', 'en', '2026-01-31', 'aa', 'aaaa', '0000'];

/** A text that looks like what its schema and its name say. */
export function sampleText({ format, pattern, minLength = 0, maxLength = Infinity }: Shape, name: string): string {
  const usual = BY_FORMAT[format ?? ''] ?? BY_NAME.find(([names]) => names.test(name))?.[1] ?? 'some text';
  const fitting =
    [usual, ...USUAL].find((text) => pattern === undefined || new RegExp(pattern, 'u').test(text)) ?? usual;
  const long = fitting.length < minLength ? fitting.padEnd(minLength, fitting === '' ? 'a' : fitting) : fitting;
  return long.length > maxLength ? long.slice(0, maxLength) : long;
}
