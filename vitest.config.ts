import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { entryPoints } from './test/tooling/entry-points.ts';
import { packageRoot } from './test/tooling/package-root.ts';

/**
 * Tests of the package as a whole, most of them of what `npm run build` made. They start compilers and
 * processes, so they run after the others, not beside them.
 */
const OF_THE_PACKAGE = [
  'test/cli/**/*.test.ts',
  'test/docs/**/*.test.ts',
  'test/package/**/*.test.ts',
  'test/public/**/*.test.ts',
  'test/types/**/*.test.ts',
];

/** Where code generation from strings is forbidden, the kernel has another way to dispatch: its tests hold there too. */
const WITHOUT_CODE_GENERATION = [
  'test/hooks/**/*.test.ts',
  'test/errors/**/*.test.ts',
  'test/tooling/code-generation.test.ts',
];

export default defineConfig({
  resolve: {
    alias: entryPoints.map(({ specifier, source }) => ({
      find: new RegExp(`^${specifier}$`),
      replacement: join(packageRoot, source),
    })),
  },
  test: {
    // A plugin is loaded as it is, by Node and not by the test runner.
    server: { deps: { external: [/import-module\.mjs$/] } },
    pool: 'forks',
    // Many tests wait for processes that they have started: one worker for each processor is not too many.
    maxWorkers: '100%',
    // Time enough for a busy machine: what hangs is still found.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'plugins/*/*.test.ts', 'examples/**/*.test.ts'],
          exclude: [...OF_THE_PACKAGE, '**/fixtures/**', '**/node_modules/**'],
          provide: { codeGeneration: true },
        },
      },
      {
        extends: true,
        test: {
          name: 'no-codegen',
          include: WITHOUT_CODE_GENERATION,
          execArgv: ['--disallow-code-generation-from-strings'],
          provide: { codeGeneration: false },
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: OF_THE_PACKAGE,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxConcurrency: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
