import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseManifest, type ManifestFormat } from '../../src/manifest/parse-manifest.ts';
import { readDocument } from '../../src/manifest/read-document.ts';
import { toManifest } from '../../src/manifest/to-manifest.ts';
import { validFixtures } from './corpus.ts';

const FORMATS: readonly ManifestFormat[] = ['json', 'package-json', 'markdown'];
const KEYS =
  'id version api entry hooks permissions config schema runner name limits contributes cli templates arguments options choices default folder lazyDependencies'.split(
    ' ',
  );

/** JSON that is often a manifest in part. */
const { value: someJson } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(null, true, 1, -1.5, 'x', '^1.0', '1.0.0', 'acme.a', './index.js', '__proto__'),
    fc.string(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string()), tie('value'), { maxKeys: 6 }),
  ),
}));

function write(value: unknown, format: ManifestFormat): string {
  if (format === 'markdown') return `---\n${JSON.stringify(value)}\n---\n`;
  return JSON.stringify(format === 'json' ? value : { hookline: value, version: '1.0.0' }, null, 1);
}

/** Problems without words or with a place outside the text; and whether there is a manifest although it is wrong. */
function findUnsound(text: string, format: ManifestFormat): readonly unknown[] {
  const { manifest, problems, absent } = parseManifest(text, { file: '/a', format });
  const lines = text.split(/\r\n|\r|\n/);
  const unsound = problems.filter(
    ({ line, column, message, hint }) =>
      message === '' || hint === '' || !(column! - 1 <= (lines[line! - 1]?.length ?? -1)),
  );
  const isWrong = absent === true || problems.some(({ severity }) => severity === 'error');
  return [...unsound, ...((manifest === undefined) === isWrong ? [] : [manifest])];
}

test('any JSON value is a manifest or has problems with places', () => {
  fc.assert(
    fc.property(someJson, fc.constantFrom(...FORMATS), (value, format) => {
      expect(findUnsound(write(value, format), format)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('any text is a manifest or has problems with places', () => {
  const pieces = fc.constantFrom(
    '---\n',
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '- ',
    '? ',
    '&a ',
    '*a',
    '\n',
    ' ',
    '"id"',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(pieces, fc.string())).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom(...FORMATS), fc.boolean(), (text, format, inHead) => {
      const all = inHead ? `---\n${text}\n---\n` : text;
      expect(findUnsound(all, inHead ? 'markdown' : format)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('any value at all, in code', () => {
  fc.assert(
    fc.property(fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true }), (value) => {
      expect(toManifest(value).problems.length).toBeGreaterThan(0);
    }),
  );
});

interface Place {
  readonly owner: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly path: string;
}

const CLOSED = ['contributes', 'dependencies', 'engines', 'platform', 'config', 'runner', 'limits'];

/** The keys that manifests give names to: of the manifest itself, and of the objects in it that are not by name. */
function listKeys(manifest: Readonly<Record<string, unknown>>): readonly Place[] {
  const parts = CLOSED.flatMap((name) => {
    const part = manifest[name];
    return part === undefined ? [] : listOwnKeys(part as Readonly<Record<string, unknown>>, `${name}.`);
  });
  return [...listOwnKeys(manifest, ''), ...parts];
}

function listOwnKeys(owner: Readonly<Record<string, unknown>>, prefix: string): readonly Place[] {
  return Object.keys(owner).map((key) => ({ owner, key, path: prefix }));
}

test('a key that is renamed is unknown, at its place', () => {
  const manifests = validFixtures.map(({ text, format }) => readDocument(text, format).value);
  fc.assert(
    fc.property(fc.constantFrom(...manifests), fc.nat(), fc.constantFrom(...FORMATS), (value, index, format) => {
      const manifest = structuredClone(value) as Record<string, unknown>;
      const places = listKeys(manifest);
      const { owner, key, path } = places[index % places.length]!;
      Object.assign(owner, { [`${key}x`]: owner[key] });
      Reflect.deleteProperty(owner, key);
      const { problems } = parseManifest(write(manifest, format), { file: '/a', format });
      const unknown = problems.filter(({ code }) => code === 'MANIFEST_KEY_UNKNOWN');
      const prefix = format === 'package-json' ? 'hookline.' : '';
      expect(unknown.map((problem) => problem.path)).toEqual([`${prefix}${path}${key}x`]);
      expect(unknown[0]?.message).toContain(`"${key}x"`);
    }),
  );
});
