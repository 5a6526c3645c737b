import { describe, expect, test } from 'vitest';
import { MAX_MANIFEST_BYTES, MAX_PROBLEMS } from '../../src/manifest/limits.ts';
import { parseManifest, type ManifestFormat, type ParsedManifest } from '../../src/manifest/parse-manifest.ts';

const FILE = '/plugins/hello/plugin.json';
const LEAST = { id: 'acme.hello', version: '1.0.0', api: '^1.0', entry: './index.js' };

function parse(text: string, format: ManifestFormat = 'json'): ParsedManifest {
  return parseManifest(text, { file: FILE, format });
}

function codesOf({ problems }: ParsedManifest): readonly string[] {
  return problems.map(({ code }) => code);
}

test('a manifest comes with all defaults filled in', () => {
  expect(parse(JSON.stringify(LEAST))).toEqual({
    id: 'acme.hello',
    manifest: {
      ...LEAST,
      keywords: [],
      hooks: {},
      activation: 'lazy',
      contributes: { hooks: [], cli: [], templates: [] },
      lazyDependencies: [],
      dependencies: { plugins: {}, optional: {}, after: [], conflicts: {} },
      provides: {},
      requires: {},
      engines: {},
      platform: { bins: [], files: [] },
      permissions: [],
      secrets: [],
      runner: { prefer: ['inline'], min: 'inline' },
      limits: {},
    },
    problems: [],
  });
});

test('a plugin that accepts no less than a worker prefers a worker', () => {
  const { manifest } = parse(JSON.stringify({ ...LEAST, runner: { min: 'worker' } }));
  expect(manifest?.runner).toEqual({ prefer: ['worker'], min: 'worker' });
});

test('defaults are not shared between manifests', () => {
  const [first, second] = [parse(JSON.stringify(LEAST)), parse(JSON.stringify(LEAST))];
  first.manifest!.keywords.push('changed');
  first.manifest!.contributes.hooks.push('changed');
  expect(second.manifest?.keywords).toEqual([]);
  expect(parse(JSON.stringify(LEAST)).manifest?.contributes).toEqual({ hooks: [], cli: [], templates: [] });
});

test('all problems come at once, in the order of the text', () => {
  const text = `{
  "api": "*",
  "id": "Hello",
  "hooks": { "render": { "priorty": 1, "timeoutMs": "5s" } },
  "permissions": [{ "name": "nett" }],
  "hooks": { "render": { "priorty": 1, "timeoutMs": "5s" } },
  "versoin": "1.0.0"
}`;
  const { id, manifest, problems } = parse(text);
  expect({ id, manifest }).toEqual({ id: undefined, manifest: undefined });
  expect(problems.map(({ line, code, message }) => `${line} ${code} ${message}`)).toEqual([
    '1 MANIFEST_INVALID The key "version" is missing: it must be a string.',
    '1 MANIFEST_INVALID The key "entry" is missing: it must be a string.',
    '2 MANIFEST_API_MISSING The range "*" allows every version of the plugin API.',
    '3 MANIFEST_ID_INVALID The id "Hello" has no publisher: an id is "publisher.name".',
    '5 MANIFEST_INVALID There is no permission "nett" (did you mean "net"?).',
    '6 MANIFEST_KEY_DUPLICATE The key "hooks" stands twice in one object.',
    '6 MANIFEST_KEY_UNKNOWN There is no key "priorty" in "hooks.render" (did you mean "priority"?).',
    '6 MANIFEST_INVALID "hooks.render.timeoutMs" must be a number, not the string "5s".',
    '7 MANIFEST_KEY_UNKNOWN There is no key "versoin" in a manifest (did you mean "version"?).',
  ]);
});

test('the id is given for a manifest that is wrong elsewhere', () => {
  expect(parse(JSON.stringify({ ...LEAST, name: 1 }))).toMatchObject({ id: 'acme.hello', manifest: undefined });
});

test('a warning leaves the manifest as it is', () => {
  const parsed = parse(JSON.stringify({ ...LEAST, dependencies: { plugins: { 'acme.store': '1.2.3' } } }));
  expect(parsed.manifest?.dependencies.plugins).toEqual({ 'acme.store': '1.2.3' });
  expect(parsed.problems.map(({ code, severity, hint }) => [code, severity, hint])).toEqual([
    ['MANIFEST_PIN_EXACT', 'warning', 'Write "^1.2.3".'],
  ]);
});

describe('a byte order mark', () => {
  test.each<[ManifestFormat, string]>([
    ['json', JSON.stringify(LEAST)],
    ['package-json', JSON.stringify({ hookline: LEAST })],
    ['markdown', `---\n${JSON.stringify(LEAST)}\n---\n`],
  ])('is tolerated in front of %s', (format, text) => {
    expect(parse(`\uFEFF${text}`, format)).toMatchObject({ id: 'acme.hello', problems: [] });
  });

  test('is not counted', () => {
    expect(parse('\uFEFF{"id" 1}').problems).toMatchObject([{ line: 1, column: 7 }]);
  });
});

test('line breaks of all systems are counted', () => {
  for (const lineBreak of ['\n', '\r\n', '\r']) {
    const text = ['{', `"version": 1, ${JSON.stringify(LEAST).slice(1)}`].join(lineBreak).replace('"name"', '');
    expect(parse(text.replace('"version":"1.0.0",', '')).problems).toMatchObject([{ line: 2, column: 12 }]);
    const head = ['---', 'version: 1', ...Object.entries(LEAST).map(([key, value]) => `${key}: ${value}`), '---', ''];
    const lines = head.filter((line) => line !== 'version: 1.0.0');
    expect(parse(lines.join(lineBreak === '\r' ? '\n' : lineBreak), 'markdown').problems).toMatchObject([
      { path: 'version', line: 2, column: 10 },
    ]);
  }
});

describe('a manifest that is too large', () => {
  const filled = (length: number): string => JSON.stringify(LEAST).padEnd(length, ' ');

  test('is refused by its bytes', () => {
    expect(codesOf(parse(filled(MAX_MANIFEST_BYTES)))).toEqual([]);
    expect(codesOf(parse(filled(MAX_MANIFEST_BYTES + 1)))).toEqual(['MANIFEST_TOO_LARGE']);
    const wide = JSON.stringify({ ...LEAST, name: 'é'.repeat(MAX_MANIFEST_BYTES / 2) });
    expect(codesOf(parse(wide))).toEqual(['MANIFEST_TOO_LARGE']);
  });

  test.each<ManifestFormat>(['json', 'package-json', 'markdown'])('is refused as %s', (format) => {
    expect(codesOf(parse('x'.repeat(MAX_MANIFEST_BYTES * 4), format))).toEqual(['MANIFEST_TOO_LARGE']);
  });
});

describe('a manifest that is nested deeply', () => {
  const nest = (open: string, close: string, levels: number): string => open.repeat(levels) + close.repeat(levels);

  test.each([65, 10_000, 100_000])('%i levels of arrays', (levels) => {
    expect(codesOf(parse(nest('[', ']', levels)))).toEqual(['MANIFEST_INVALID']);
  });

  test('10,000 levels of objects, and the place is where the limit is passed', () => {
    const text = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    expect(parse(text).problems).toMatchObject([
      { message: 'The manifest is nested deeper than 64 levels.', line: 1, column: 65 * 5 + 1 },
    ]);
  });

  test('objects that do not end', () => {
    expect(codesOf(parse('{"a":'.repeat(50_000)))).toEqual(['MANIFEST_SYNTAX']);
  });

  test.each(['[', '- ', '? ', '{a: ', '&a - ', '- - - ? '])('YAML of %j', (start) => {
    const head = start.repeat(Math.floor(200_000 / start.length));
    const codes = codesOf(parse(`---\n${head}\n---\n`, 'markdown'));
    expect(['MANIFEST_SYNTAX', 'MANIFEST_INVALID']).toContain(codes[0]);
  });

  test('YAML of 600 lines, each indented deeper', () => {
    const lines = Array.from({ length: 600 }, (_, index) => `${' '.repeat(index)}a:`);
    expect(codesOf(parse(`---\n${lines.join('\n')}\n---\n`, 'markdown'))).toContain('MANIFEST_INVALID');
  });

  test('64 levels are not too deep', () => {
    const schema = Array.from({ length: 62 }).reduce<object>((inner) => ({ not: inner }), {});
    const parsed = parse(JSON.stringify({ ...LEAST, config: { schema: { type: 'object', not: schema } } }));
    expect(codesOf(parsed)).toEqual(['MANIFEST_INVALID']);
    const flatter = Array.from({ length: 60 }).reduce<object>((inner) => ({ not: inner }), {});
    expect(codesOf(parse(JSON.stringify({ ...LEAST, config: { schema: { type: 'object', not: flatter } } })))).toEqual(
      [],
    );
  });
});

test('of very many problems the first hundred are listed', () => {
  const keys = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, 1]));
  const { problems } = parse(JSON.stringify({ ...LEAST, ...keys }));
  expect(problems.length).toBe(MAX_PROBLEMS);
  expect(problems.at(-1)?.path).toBe('k99');
});

test('a forbidden key changes no object', () => {
  const text = `{ "__proto__": { "polluted": 1 }, "hooks": { "constructor": { "prototype": { "polluted": 1 } } } }`;
  parse(text);
  parse(`---\n${text}\n---\n`, 'markdown');
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

describe('a package.json', () => {
  const OUTER = {
    name: '@acme/hello',
    version: '2.0.0',
    description: 'Says hello.',
    keywords: ['hello'],
    author: { name: 'Acme', email: 'hello@acme.example' },
    license: 'MIT',
    homepage: 'https://acme.example',
    engines: { node: '>=20', npm: '>=10' },
    exports: { '.': './exports.js' },
    main: './main.js',
  };
  const inner = { id: 'acme.hello', api: '^1.0' };

  test('says what the manifest in it leaves out', () => {
    expect(parse(JSON.stringify({ ...OUTER, hookline: inner }), 'package-json').manifest).toMatchObject({
      id: 'acme.hello',
      version: '2.0.0',
      description: 'Says hello.',
      keywords: ['hello'],
      author: 'Acme',
      license: 'MIT',
      homepage: 'https://acme.example',
      engines: { node: '>=20' },
      entry: './exports.js',
    });
  });

  test('does not say what the manifest says', () => {
    const own = { ...inner, version: '3.0.0', description: 'Own.', entry: './own.js', engines: {} };
    const { manifest } = parse(JSON.stringify({ ...OUTER, hookline: own }), 'package-json');
    expect(manifest).toMatchObject({ version: '3.0.0', description: 'Own.', entry: './own.js', engines: {} });
    expect(manifest?.engines).toEqual({});
  });

  test.each([
    [{ exports: './a.js', main: './b.js' }, './a.js'],
    [{ exports: { import: './a.js' }, main: './b.js' }, './b.js'],
    [{ exports: { '.': { default: './a.js' } }, main: './b.js' }, './b.js'],
    [{ main: 'b.js' }, 'b.js'],
  ])('%j gives the entry %j', (outer, entry) => {
    const text = JSON.stringify({ version: '1.0.0', ...outer, hookline: inner });
    expect(parse(text, 'package-json').manifest?.entry).toBe(entry);
  });

  test('whose descriptions do not suit a manifest does not harm it', () => {
    const outer = { ...OUTER, description: 5, keywords: 'a', author: [], license: { type: 'MIT' }, homepage: 'none' };
    const { manifest, problems } = parse(JSON.stringify({ ...outer, hookline: inner }), 'package-json');
    expect(problems).toEqual([]);
    expect(manifest).not.toHaveProperty('description');
    expect(manifest?.keywords).toEqual([]);
  });

  test.each(['{}', '{ "name": "x", "name": "y" }', '[]', 'null', '42', '{ "keywords": ["hookline"] }'])(
    '%s holds no manifest',
    (text) => {
      expect(parse(text, 'package-json')).toEqual({ id: undefined, manifest: undefined, problems: [], absent: true });
    },
  );

  test('is refused only for what concerns the manifest', () => {
    const text = `{ "a": 1, "a": 2, "__proto__": {}, "version": "1.0.0", "hookline": ${JSON.stringify({ ...inner, entry: './index.js' })} }`;
    expect(parse(text, 'package-json').problems).toEqual([]);
  });
});

test('what no reader can read is a problem, not an exception', () => {
  const { problems } = parse(undefined as unknown as string);
  expect(problems).toMatchObject([{ code: 'MANIFEST_INVALID', file: FILE, line: 1, column: 1 }]);
});
