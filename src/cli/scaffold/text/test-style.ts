interface ImportFacts {
  readonly isTypeScript: boolean;
  /** Whether values are compared. */
  readonly compares: boolean;
}

/** What tests look like for a test runner. */
export interface TestStyle {
  imports(facts: ImportFacts): readonly string[];
  /** The name of what a test receives; empty if it needs nothing. */
  readonly context: string;
  /** What takes something to be done after the test. */
  readonly afterTest: string;
  /** What takes expectations of the plugin. */
  readonly plugin: string;
  isEqual(actual: string, expected: string): string;
  /** The same for objects and lists. */
  isAlike(actual: string, expected: string): string;
}

export const VITEST: TestStyle = {
  imports: () => [
    `import { createTestManager } from 'hookline/testing';`,
    `import 'hookline/testing/vitest';`,
    `import { expect, onTestFinished, test } from 'vitest';`,
  ],
  plugin: 'expect(host)',
  context: '',
  afterTest: 'onTestFinished',
  isEqual: (actual, expected) =>
    expected === 'undefined' ? `expect(${actual}).toBeUndefined();` : `expect(${actual}).toBe(${expected});`,
  isAlike: (actual, expected) => `expect(${actual}).toEqual(${expected});`,
};

export const NODE: TestStyle = {
  imports: ({ isTypeScript, compares }) => [
    ...(isTypeScript ? [] : [`/** @import { TestContext } from 'node:test' */`]),
    ...(compares ? [`import assert from 'node:assert/strict';`] : []),
    isTypeScript ? `import { test, type TestContext } from 'node:test';` : `import { test } from 'node:test';`,
    `import { createTestManager, expectPlugin } from 'hookline/testing';`,
  ],
  plugin: 'expectPlugin(host)',
  context: 't',
  afterTest: 't.after',
  isEqual: (actual, expected) => `assert.equal(${actual}, ${expected});`,
  isAlike: (actual, expected) => `assert.deepEqual(${actual}, ${expected});`,
};
