/** One test of a plugin. */
export interface TestCase {
  /** With the names of its suites in front, such as `orders > takes one`. */
  readonly name: string;
  /** From the folder of the plugin. */
  readonly file: string;
  readonly status: 'passed' | 'failed' | 'skipped' | 'todo';
  readonly durationMs: number;
  /** Why it failed, with its stack if there is one. */
  readonly error?: string;
}

/** What came of the tests of one plugin. */
export interface PluginTests {
  readonly id: string;
  readonly version: string | undefined;
  readonly folder: string;
  /** Absent if there are no tests. */
  readonly runner: TestRunner | undefined;
  /** `none`: there are no tests. */
  readonly status: 'passed' | 'failed' | 'none';
  readonly tests: readonly TestCase[];
  /** Of the process of the tests; `null` if it was ended by force. */
  readonly exitCode: number | null | undefined;
  readonly durationMs: number;
  /** The file or folder with the coverage, absolute. */
  readonly coverage?: string;
  /** The last lines that were printed, if something failed. */
  readonly output?: readonly string[];
}

export type TestRunner = 'vitest' | 'node';
