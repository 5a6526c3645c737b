import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzePlugin } from '../../src/analysis/analyze-plugin.ts';
import { deriveHooks } from '../../src/analysis/derive-hooks.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { toManifest } from './any-manifest.ts';

async function rulesIn(code: string, file = 'index.js'): Promise<readonly string[]> {
  const folder = await createTemporaryFolder({ [file]: code });
  const place = { folder, entryFile: join(folder, file), manifest: toManifest() };
  await deriveHooks(place);
  const { findings } = await analyzePlugin(place);
  return [...new Set(findings.map(({ rule }) => rule))].filter((rule) => rule !== 'hooks-match');
}

/** Each line stands for many of the one before: what follows them one by one never ends. */
function doubling(levels: number, line: (n: number) => string): string {
  return Array.from({ length: levels }, (_, n) => line(n)).join('\n');
}

describe('code that is made to hold the analysis up', () => {
  it('cannot do it with constants that are put together of constants', async () => {
    const code = doubling(15, (n) => `const s${n + 1} = \`${`\${s${n}}`.repeat(60)}\`;`);
    expect(await rulesIn(`const s0 = '';\n${code}\nimport(s15);`)).toEqual(['undeclared-dependency']);
    expect(await rulesIn(`const s0 = 'a';\n${code}\nimport(s15);`)).toEqual(['computed-import']);
  });

  it('cannot do it with lists in lists', async () => {
    const code = doubling(15, (n) => `const p${n + 1} = [${`p${n},`.repeat(60)}];`);
    const plugin = 'export default { hooks: { a: { handler() {}, before: p15 } } };';
    expect(await rulesIn(`const p0 = 'a';\n${code}\n${plugin}`)).toEqual([]);
  });

  it('cannot do it with objects that are spread into objects, or into themselves', async () => {
    const code = doubling(6, (n) => `const q${n + 1} = { ${`...q${n}, `.repeat(100)} };`);
    expect(await rulesIn(`const q0 = {};\n${code}\nexport default { hooks: q6 };`)).toEqual([]);
    expect(await rulesIn(`var q = { ${'...q, '.repeat(200)} };\nexport default { hooks: q };`)).toEqual([]);
  });

  it('cannot do it with names for names', async () => {
    const code = doubling(9, (n) => `var v${n + 1} = v${n}; `.repeat(40));
    expect(await rulesIn(`import v0 from 'node:fs';\n${code}\nv9.readFileSync('x');`)).toEqual([
      'undeclared-fs',
      'effect-at-import',
    ]);
  });

  it('cannot do it with long chains of members', async () => {
    const change = `const a = {}; export const f = () => { a${'.b'.repeat(30_000)} = 1; };`;
    expect(await rulesIn(change)).toEqual(['mutable-module-state']);
    const defaults = `import * as fs from 'node:fs'; export const f = () => fs${'.default'.repeat(30_000)}.x();`;
    expect(await rulesIn(defaults)).toEqual(['undeclared-fs']);
    const sure = `const a: any = {}; export const f = () => { a${'!'.repeat(30_000)}.b = 1; };`;
    expect(await rulesIn(sure, 'index.ts')).toEqual(['mutable-module-state']);
  });

  it('is told where it nests too deeply to be parsed', async () => {
    const folder = await createTemporaryFolder({
      'index.js': `export default ${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    });
    const { findings } = await analyzePlugin({ folder, entryFile: join(folder, 'index.js'), manifest: toManifest() });
    expect(findings.find(({ rule }) => rule === 'syntax-error')?.message).toBe(
      'The file is not valid: it nests too deeply to be parsed.',
    );
  });
});

it('reads a file with a byte order mark and the line of an interpreter', async () => {
  expect(await rulesIn('\uFEFF#!/usr/bin/env node\nexport default {};\n')).toEqual([]);
});
