import { expect, inject, test } from 'vitest';
import { z } from 'zod';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether the project lets code be made from strings; see vitest.config.ts. */
    codeGeneration: boolean;
  }
}

function canGenerateCode(): boolean {
  try {
    // oxlint-disable-next-line no-new-func, no-implied-eval -- whether this throws is the question
    return typeof new Function('') === 'function';
  } catch (error) {
    if (error instanceof EvalError) return false;
    throw error;
  }
}

test('code generation from strings is forbidden in the project that says so, and only there', () => {
  expect(canGenerateCode()).toBe(inject('codeGeneration'));
});

test('zod parses an object with and without code generation', () => {
  expect(z.object({ n: z.number() }).parse({ n: 1 })).toEqual({ n: 1 });
});
