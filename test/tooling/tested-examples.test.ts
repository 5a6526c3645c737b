import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from './package-root.ts';

const FOLDERS = ['examples', 'plugins'].flatMap((parent) =>
  readdirSync(join(packageRoot, parent)).map((name) => `${parent}/${name}`),
);

// The test runner runs them with all others: see vitest.config.ts.
test.each(FOLDERS)('%s, which others copy from, has tests of its own', (folder) => {
  expect(readdirSync(join(packageRoot, folder)).filter((name) => name.endsWith('.test.ts'))).not.toEqual([]);
});
