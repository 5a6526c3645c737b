import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { analyzePlugin, type Analysis, type AnalyzeOptions } from '../../src/analysis/analyze-plugin.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { packageRoot } from '../tooling/package-root.ts';
import { toManifest } from './any-manifest.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

async function analyze(
  files: Files,
  options: Partial<AnalyzeOptions> & { readonly entry?: string } = {},
): Promise<Analysis & { readonly folder: string }> {
  const folder = await createTemporaryFolder(files);
  const { entry = 'index.js', ...others } = options;
  const analysis = await analyzePlugin({ folder, entryFile: join(folder, entry), manifest: toManifest(), ...others });
  return { ...analysis, folder };
}

/** Rule and place of each finding, `no-eval index.js:1`. */
function placesOf({ findings }: Analysis, ...rules: readonly string[]): readonly string[] {
  return findings
    .filter(({ rule }) => rules.length === 0 || rules.includes(rule))
    .map(({ rule, path, line }) => `${rule} ${path}:${line}`);
}

function pathsOf({ files, folder }: Analysis & { readonly folder: string }): readonly string[] {
  return files.map((file) => file.slice(folder.length + 1).replaceAll('\\', '/')).toSorted();
}

const DECENT = 'export default { hooks: {} };';

describe('a finding', () => {
  it('says everything that a reader needs, as plain data', async () => {
    const { findings, folder } = await analyze({ 'index.js': `${DECENT}\n\n  const run = () => eval('1');` });
    expect(findings).toEqual([
      {
        rule: 'no-eval',
        severity: 'error',
        message: '"eval" runs text as code.',
        remedy: 'Write the code itself, or look the value up in a table of functions. For data, use JSON.parse.',
        file: join(folder, 'index.js'),
        path: 'index.js',
        line: 3,
        column: 21,
        excerpt: "const run = () => eval('1');",
      },
    ]);
  });

  it('shows a part of a long line only', async () => {
    const { findings } = await analyze({ 'index.js': `${'f();'.repeat(50_000)}eval('1');${'f();'.repeat(50_000)}` });
    expect(findings.find(({ rule }) => rule === 'no-eval')).toMatchObject({ line: 1, column: 200_001 });
    expect(findings[0]!.excerpt!.length).toBeLessThan(110);
  });

  it('stands in the order of files and lines, whatever the rules', async () => {
    const analysis = await analyze({
      'index.js': `import './a.js';\nprocess.exit();\neval('1');\n${DECENT}`,
      'a.js': "eval('1');\nprocess.exit();",
    });
    expect(placesOf(analysis)).toEqual([
      'no-eval a.js:1',
      'process-exit a.js:2',
      'process-exit index.js:2',
      'no-eval index.js:3',
    ]);
  });
});

describe('the files that are looked at', () => {
  it('are those that the entry leads to, by every kind of import', async () => {
    const analysis = await analyze(
      {
        'index.ts': [
          "import './static.js';",
          "export * from './exported.mjs';",
          "export const late = () => import('./folder');",
          "const required = require('./required');",
          "import own from '#own';",
          "import self from 'acme-one/self';",
          "new Worker(new URL('./thread.js', import.meta.url));",
          "import type { T } from './erased.js';",
          DECENT,
        ].join('\n'),
        'static.ts': "import './data.json' with { type: 'json' };",
        'exported.mts': '',
        'folder/index.js': "import '../index.js';",
        'required.cjs': '',
        'required.js': '',
        'own.js': '',
        'self.js': '',
        'thread.js': '',
        'erased.ts': '',
        'data.json': '{}',
        'not-imported.js': "eval('1')",
        'package.json': JSON.stringify({
          name: 'acme-one',
          imports: { '#own': { node: './own.js' } },
          exports: { './*': { types: './x.d.ts', default: './*.js' } },
        }),
      },
      { entry: 'index.ts' },
    );
    expect(pathsOf(analysis)).toEqual([
      'exported.mts',
      'folder/index.js',
      'index.ts',
      'own.js',
      'required.js',
      'self.js',
      'static.ts',
      'thread.js',
    ]);
    expect(placesOf(analysis, 'no-eval')).toEqual([]);
  });

  it('never lie outside of the folder, not even behind a link', async () => {
    const folder = await createTemporaryFolder({
      'plugin/index.js': `import '../outside.js';\nimport './link.js';\n${DECENT}`,
      'outside.js': "eval('1');",
    });
    await symlink(join(folder, 'outside.js'), join(folder, 'plugin/link.js'));
    const entryFile = join(folder, 'plugin/index.js');
    const analysis = await analyzePlugin({ folder: join(folder, 'plugin'), entryFile, manifest: toManifest() });
    expect(analysis.files).toEqual([entryFile]);
    expect(placesOf(analysis)).toEqual(['no-plugin-import index.js:1']);
    expect(analysis.imports).toEqual(['../outside.js', './link.js']);
  });

  it('include installed packages only where that is asked for', async () => {
    const files = {
      'index.js': `import evil from 'evil';\n${DECENT}`,
      'node_modules/evil/package.json': JSON.stringify({ name: 'evil', exports: { '.': { import: './lib/main.js' } } }),
      'node_modules/evil/lib/main.js': "eval('1');",
      'node_modules/fast/build/fast.node': 'machine code',
      'package.json': JSON.stringify({ dependencies: { evil: '1' } }),
    };
    expect(placesOf(await analyze(files))).toEqual(['native-module node_modules/fast/build/fast.node:1']);
    expect(placesOf(await analyze(files, { packages: true }), 'no-eval')).toEqual([
      'no-eval node_modules/evil/lib/main.js:1',
    ]);
  });

  it('leave out addons of packages that only devDependencies bring, but not when the host looks', async () => {
    const toPackage = (lists: object): string => JSON.stringify({ name: 'any', ...lists });
    const files = {
      'index.js': DECENT,
      'package.json': toPackage({ dependencies: { fast: '^1' }, devDependencies: { tests: '^1' } }),
      'node_modules/fast/package.json': toPackage({ dependencies: { inner: '^1' }, peerDependencies: { tests: '*' } }),
      'node_modules/fast/node_modules/inner/inner.node': '',
      'node_modules/tests/package.json': toPackage({ optionalDependencies: { native: '^1', inner: '^2' } }),
      'node_modules/native/native.node': '',
      'node_modules/inner/other.node': '',
    };
    const inner = 'native-module node_modules/fast/node_modules/inner/inner.node:1';
    expect(placesOf(await analyze(files))).toEqual([inner]);
    expect(placesOf(await analyze(files, { packages: true }), 'native-module')).toEqual([
      inner,
      'native-module node_modules/inner/other.node:1',
      'native-module node_modules/native/native.node:1',
    ]);
  });

  it('may import each other in a circle', async () => {
    const analysis = await analyze({ 'index.js': `import './a.js';\n${DECENT}`, 'a.js': "import './index.js';" });
    expect(pathsOf(analysis)).toEqual(['a.js', 'index.js']);
  });

  it('are none of the code of the plugin: it is never run', async () => {
    const key = 'hookline-analysis-ran';
    await analyze({ 'index.js': `globalThis['${key}'] = true;\n${DECENT}` });
    expect(Reflect.has(globalThis, key)).toBe(false);
  });
});

describe('code that nobody expects', () => {
  it('is reported where it is binary, missing or empty', async () => {
    const binary = await analyze({ 'index.js': new Uint8Array([0, 1, 2, 255]) });
    expect(placesOf(binary)).toEqual(['not-scanned index.js:1']);
    expect(placesOf(await analyze({ 'index.js': '' }))).toEqual(['hooks-match index.js:1']);
    expect(await analyze({}, { entry: 'missing.js' })).toMatchObject({ findings: [], files: [] });
  });

  it('is looked at though a part of it is not valid', async () => {
    const analysis = await analyze({ 'index.js': "const x = 1;\nconst x = 2;\neval('1');" });
    expect(placesOf(analysis)).toEqual(
      ['syntax-error index.js:2', 'no-eval index.js:3', 'hooks-match index.js:1'].toSorted((a, b) =>
        a.slice(-1).localeCompare(b.slice(-1)),
      ),
    );
  });

  it.each([
    ['calls in calls', `${'f('.repeat(20_000)}${')'.repeat(20_000)}`],
    ['arrays in arrays', `export default ${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['a long sum', `export default ${'1+'.repeat(50_000)}1;`],
    ['a long chain', `export default x${'.y()'.repeat(20_000)};`],
    [
      'a chain of names',
      `${Array.from({ length: 5000 }, (_, index) => `const a${index + 1} = a${index};`).join('')}a5000();`,
    ],
  ])('may be as deep as it likes: %s', async (_, text) => {
    const { findings } = await analyze({ 'index.js': text });
    expect(findings.length).toBeLessThan(5);
  });

  it('may refer to itself', async () => {
    const text =
      'var x = require("fs"), y = x; var x = y; const d = { ...d, hooks: { ...d } }; const a = b, b = a; a(b); export default d; const c = c; const { process } = process; process.exit();';
    expect(placesOf(await analyze({ 'index.js': text }), 'process-exit')).toEqual([]);
  });

  it('may have thousands of files', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `f${index}.js`);
    const files = Object.fromEntries(names.map((name) => [name, "eval('1');"]));
    const index = `${names.map((name) => `import './${name}';`).join('\n')}\n${DECENT}`;
    const analysis = await analyze({ ...files, 'index.js': index });
    expect(analysis.files).toHaveLength(1001);
    expect(placesOf(analysis, 'no-eval')).toHaveLength(1000);
  }, 60_000);

  it('may be one bundle of five megabytes', async () => {
    const line =
      'export function name(a, b) { const c = a ?? b; return { ...c, list: [a, b, c].map((x) => x + 1) }; }\n';
    const text = Array.from({ length: 50_000 }, (_, index) => line.replace('name', `name${index}`)).join('');
    const analysis = await analyze({ 'index.js': `${text}eval('1');` });
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(placesOf(analysis, 'no-eval')).toEqual(['no-eval index.js:50001']);
  }, 60_000);
});

describe('a comment in the code', () => {
  const files = {
    'index.js': [
      '// hookline-ignore no-eval: the text is a constant',
      "eval('1');",
      "eval('2');",
      'process.exit(); // hookline-ignore no-eval: of another rule',
      DECENT,
    ].join('\n'),
  };

  it('hides the findings of one rule with its reason, and is counted', async () => {
    const analysis = await analyze(files);
    expect(placesOf(analysis)).toEqual(['no-eval index.js:3', 'process-exit index.js:4']);
    expect(analysis.suppressed).toMatchObject([{ rule: 'no-eval', line: 2, reason: 'the text is a constant' }]);
  });

  it('hides nothing from those who do not let it', async () => {
    const analysis = await analyze(files, { suppressions: false });
    expect(placesOf(analysis)).toEqual(['no-eval index.js:2', 'no-eval index.js:3', 'process-exit index.js:4']);
    expect(analysis.suppressed).toEqual([]);
  });
});

it('applies only the rules that are named', async () => {
  const analysis = await analyze({ 'index.js': "eval('1'); process.exit();" }, { rules: ['process-exit'] });
  expect(placesOf(analysis)).toEqual(['process-exit index.js:1']);
});

it('lets plugins import every entry point of the package', async () => {
  const { exports } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    readonly exports: object;
  };
  const specifiers = Object.keys(exports).map((path) => `hookline${path.slice(1)}`);
  const text = specifiers.map((specifier) => `import '${specifier}';`).join('\n');
  expect(placesOf(await analyze({ 'index.js': text }), 'no-internal-import')).toEqual([]);
});
