import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';

test('the page of what goes with what is what its generator writes, and names what the package asks for', () => {
  const run = (): string =>
    execFileSync(process.execPath, ['scripts/compatibility.mjs', '--check'], { cwd: packageRoot, encoding: 'utf8' });
  expect(run).not.toThrow();
  const read = (path: string): unknown => JSON.parse(readFileSync(join(packageRoot, path), 'utf8'));
  const { engines } = read('package.json') as { readonly engines: { readonly node: string } };
  expect(read('docs/reference/compat.json')).toMatchObject({ node: { range: engines.node, tested: [20, 22, 24, 26] } });
});
