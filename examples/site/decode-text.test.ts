import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

const TEXT = '# Größe\n\nnaïve 日本語';

test.each([
  ['UTF-8', Buffer.from(TEXT), 'utf-8'],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
  ['UTF-16, little end first, with a mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 'utf-16le'],
  ['UTF-16, big end first, with a mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16(), 'utf-16be'],
])('%s', (_, bytes, encoding) => {
  expect(decodeText(bytes)).toEqual({ text: TEXT, encoding });
});

test('UTF-16 without a mark is known by its zeros', () => {
  const bytes = Buffer.from('plain text', 'utf16le');
  expect(decodeText(bytes)).toEqual({ text: 'plain text', encoding: 'utf-16le' });
  expect(decodeText(bytes.swap16())).toEqual({ text: 'plain text', encoding: 'utf-16be' });
});

test('what is not UTF-8 is read as windows-1252, which holds Latin-1', () => {
  expect(decodeText(Buffer.from('Café', 'latin1'))).toEqual({ text: 'Café', encoding: 'windows-1252' });
  expect(decodeText(Uint8Array.of(0x80, 0x20, 0x93))).toEqual({ text: '€ “', encoding: 'windows-1252' });
});

test('NUL bytes are replaced, and do not make a text UTF-16', () => {
  expect(decodeText(Buffer.from('a\0b\0\0c'))).toEqual({ text: 'a\uFFFDb\uFFFD\uFFFDc', encoding: 'utf-8' });
});

test('nothing is the empty text', () => {
  expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8' });
});

test('half a letter at the end is replaced', () => {
  expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x41, 0x00, 0x42))).toEqual({
    text: 'A\uFFFD',
    encoding: 'utf-16le',
  });
});
