import type { ProgramEnd, ProgramOptions } from '../programs/run-program.ts';
import type { TestCase } from './plugin-tests.ts';

/** What a test runner is given. */
export interface RunnerParts {
  readonly folder: string;
  /** From the folder. */
  readonly files: readonly string[];
  /** A temporary folder. */
  readonly scratch: string;
  readonly testName: string | undefined;
  readonly wantsCoverage: boolean;
  readonly program: ProgramOptions;
}

export interface RunnerResult {
  readonly end: ProgramEnd;
  readonly tests: readonly TestCase[];
  /** Whether the process ended as it does when all tests were run. */
  readonly isWhole: boolean;
  readonly coverage?: string;
}
