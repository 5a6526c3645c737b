import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';

test('the page of the rules of validate is what its generator writes, and says how often they are wrong', () => {
  const run = (): string =>
    execFileSync(process.execPath, ['scripts/validate-rules.mjs', '--check'], { cwd: packageRoot, encoding: 'utf8' });
  expect(run).not.toThrow();
  const page = readFileSync(join(packageRoot, 'docs/reference/validate-rules.md'), 'utf8');
  expect(page).toMatch(/Of \d{3} packages, \d+ of the \d+ findings that were read are false alarms: \d+\.\d %\./);
});
