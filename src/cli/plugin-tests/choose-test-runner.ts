import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { TestRunner } from './plugin-tests.ts';

const NODE_TEST = /\bfrom\s*['"]node:test['"]|\brequire\(\s*['"]node:test['"]/;
const VITEST = /\bfrom\s*['"]vitest['"]/;

/** What the tests themselves import decides; where they import neither, vitest if it is installed. */
export async function chooseTestRunner(folder: string, files: readonly string[]): Promise<TestRunner> {
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => '');
    if (NODE_TEST.test(text)) return 'node';
    if (VITEST.test(text)) return 'vitest';
  }
  return findVitest(folder) === undefined ? 'node' : 'vitest';
}

/** The script that starts vitest, as it is installed for a plugin or above it. */
export function findVitest(folder: string): string | undefined {
  try {
    return join(dirname(createRequire(join(folder, 'package.json')).resolve('vitest/package.json')), 'vitest.mjs');
  } catch {
    return undefined;
  }
}
