import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertBuilt } from '../tooling/assert-built.ts';
import { packageJson, packageRoot } from '../tooling/package-root.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookline-packed-'));

/** Packs the package and installs it as a user does: outside of the repository, with zod beside it. */
beforeAll(() => {
  assertBuilt();
  const packed = run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], packageRoot);
  const zod = `zod@${packageJson.devDependencies['zod']}`;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', join(folder, packed.trim()), zod]);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const USE = `
  const hookspecs = defineHookspecs({ shout: hook.sync.waterfall({ args: { text: z.string() }, thread: 'text' }) });
  const hooks = createHooks(hookspecs);
  hooks.register({ id: 'acme.shout', version: '1.0.0' }, { shout: ({ text }) => text.toUpperCase() });
  console.log(hooks.execute('shout', { text: 'it works' }));
`;

test('an ES module imports the installed package', () => {
  const imports = `import { z } from 'zod'; import { createHooks, defineHookspecs, hook } from 'hookline';`;
  expect(runProgram('use.mjs', imports + USE)).toBe('IT WORKS\n');
});

test('a CommonJS module requires the installed package', () => {
  const imports = `const { z } = require('zod'); const { createHooks, defineHookspecs, hook } = require('hookline');`;
  expect(runProgram('use.cjs', imports + USE)).toBe('IT WORKS\n');
});

test.each(['hookline/dist/src/hooks/hookspec.js', 'hookline/src/public/index.ts', 'hookline/hooks'])(
  'a deep import of %s is refused',
  (specifier) => {
    const program = `import('${specifier}').catch((error) => console.log(error.code));`;
    expect(runProgram('deep.mjs', program)).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n');
  },
);

function runProgram(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return run(process.execPath, [name]);
}

function run(command: string, args: readonly string[], cwd = folder): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8' });
}
