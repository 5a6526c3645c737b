import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';

test('the pages of the commands are what their generator writes', () => {
  const run = (): string =>
    execFileSync(process.execPath, ['scripts/command-reference.mjs', '--check'], {
      cwd: packageRoot,
      encoding: 'utf8',
    });
  expect(run).not.toThrow();
});
