import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { assertBuilt } from '../tooling/assert-built.ts';
import { packageRoot } from '../tooling/package-root.ts';
import { listCodeExamples } from './code-example.ts';
import { listCodeFences } from './code-fences.ts';
import { readDocument } from './documents.ts';

assertBuilt();
/** Inside the repository, as for the examples. */
const FOLDER = join(packageRoot, '.cache/typescript-setup');
const TSC = join(packageRoot, 'node_modules/@typescript/native/bin/tsc');

test('the tsconfig.json of the README compiles the examples of the guides, and what comes out runs', () => {
  const [tsconfig, ...others] = listCodeFences(readDocument('README.md')).filter(
    ({ info }) => info === 'json file=tsconfig.json',
  );
  expect(others).toEqual([]);
  rmSync(FOLDER, { recursive: true, force: true });
  write('tsconfig.json', tsconfig!.code);
  const [manager, plugins] = ['plugin-manager', 'writing-plugins'].map(writeExamples);

  expect(run(TSC, '--pretty', 'false')).toEqual({ stdout: '', stderr: '' });
  for (const { program, output } of [manager!, plugins!]) {
    expect(run(program)).toEqual({ stdout: expect.stringContaining(output), stderr: '' });
  }
});

/** Writes the first program of a guide, with everything that the guide has shown before it. */
function writeExamples(guide: string): { readonly program: string; readonly output: string } {
  const example = listCodeExamples(readDocument(`docs/guide/${guide}.md`)).find(({ runs }) => runs)!;
  for (const { path, code } of [...example.files, example]) write(join(guide, path), code);
  return {
    program: join(FOLDER, guide, example.path.replace(/\.ts$/, '.js')),
    output: example.output!.trimEnd().split('\n').at(-1)!,
  };
}

function write(path: string, text: string): void {
  const file = join(FOLDER, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function run(program: string, ...args: readonly string[]): { readonly stdout: string; readonly stderr: string } {
  const cwd = program === TSC ? FOLDER : dirname(program);
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' });
  return { stdout, stderr };
}
