import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toManifestJsonSchema } from '../../src/manifest/manifest-json-schema.ts';
import { parseManifest, type ManifestFormat } from '../../src/manifest/parse-manifest.ts';
import { packageRoot } from '../tooling/package-root.ts';

const page = readFileSync(join(packageRoot, 'docs/reference/manifest.md'), 'utf8');
const fences = [...page.matchAll(/^```(?<language>json|md)\n(?<text>[^]*?)^```$/gm)].map(({ groups }) => ({
  language: groups!['language']!,
  text: groups!['text']!,
}));

test('the page is what its generator writes', () => {
  const run = (): string =>
    execFileSync(process.execPath, ['scripts/manifest-reference.mjs', '--check'], {
      cwd: packageRoot,
      encoding: 'utf8',
    });
  expect(run).not.toThrow();
});

test('there is an example for each place', () => {
  expect(fences.map(({ text, language }) => formatOf(text, language))).toEqual([
    'json',
    'package-json',
    'markdown',
    'json',
  ]);
});

test.each(fences)('an example is a valid manifest: $text', ({ text, language }) => {
  expect(parseManifest(text, { file: '/a', format: formatOf(text, language) })).toMatchObject({ problems: [] });
});

test('the last example has every key', () => {
  const written = keysOf(JSON.parse(fences.at(-1)!.text));
  const missing = [...schemaKeys(toManifestJsonSchema())].filter((key) => !written.has(key));
  expect(missing).toEqual(['suffix', 'glob']);
});

function formatOf(text: string, language: string): ManifestFormat {
  if (language === 'md') return 'markdown';
  return text.includes('"hookline":') ? 'package-json' : 'json';
}

function keysOf(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(Object.entries(value).flatMap(([key, part]) => [key, ...keysOf(part)]));
}

function schemaKeys(schema: unknown): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  const own = Object.keys((schema as { readonly properties?: object }).properties ?? {});
  return new Set([...own, ...Object.values(schema).flatMap((part) => [...schemaKeys(part)])]);
}
