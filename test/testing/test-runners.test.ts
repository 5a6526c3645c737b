import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { runNode } from '../manager/health/run-node.ts';
import { assertBuilt } from '../tooling/assert-built.ts';
import { registerTests } from './fixtures/sample.mjs';

beforeAll(assertBuilt);

// Here with vitest.
registerTests(test);

test('the same tests run with the test runner of Node', { timeout: 60_000 }, async () => {
  const file = fileURLToPath(new URL('./fixtures/sample.node-test.mjs', import.meta.url));
  const { code, stdout } = await runNode(['--test', '--test-reporter=tap', file]);
  expect(stdout).toContain('# pass 3');
  expect([code, stdout.match(/^not ok.*$/gm)]).toEqual([0, null]);
});
