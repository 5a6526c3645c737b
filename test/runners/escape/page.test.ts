import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { packageRoot } from '../../tooling/package-root.ts';

test('the table in the documentation is what was measured', async () => {
  const script = join(packageRoot, 'scripts/isolation.mjs');
  const { stderr } = await promisify(execFile)(process.execPath, [script, '--check'], { cwd: packageRoot });
  expect(stderr).toBe('');
});
