import { expect, onTestFinished, test } from 'vitest';
import { captureStack } from '../../../src/manager/health/capture-stack.ts';

/** Puts properties on `Error` as a plugin can, for as long as the test runs. */
function changeError(properties: PropertyDescriptorMap): void {
  for (const [name, descriptor] of Object.entries(properties)) {
    const before = Object.getOwnPropertyDescriptor(Error, name);
    onTestFinished(() => {
      Reflect.deleteProperty(Error, name);
      if (before !== undefined) Object.defineProperty(Error, name, before);
    });
    Object.defineProperty(Error, name, { configurable: true, ...descriptor });
  }
}

const errorProperties = () => ({
  limit: Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit'),
  prepare: Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace'),
});

function recurse(depth: number): string | undefined {
  // Not in tail position: every call has its frame.
  const stack = depth === 0 ? captureStack() : recurse(depth - 1);
  return stack;
}

test('a captured stack is longer than usual, and the limit is as it was', () => {
  const before = errorProperties();
  expect(recurse(30)?.match(/at recurse/g)?.length).toBe(31);
  expect(errorProperties()).toEqual(before);
});

test('what a plugin puts on Error does not change it', () => {
  changeError({
    stackTraceLimit: { value: 0, writable: true },
    prepareStackTrace: { value: () => 'nothing to see here', writable: true },
  });
  const before = errorProperties();
  expect(captureStack()).toContain('capture-stack.test.ts');
  expect(errorProperties()).toEqual(before);
  expect(new Error('x').stack).toBe('nothing to see here');
});

test('setters and getters of a plugin are not run', () => {
  const trap = {
    get: (): never => {
      throw new Error('trapped');
    },
    set: (): never => {
      throw new Error('trapped');
    },
  };
  changeError({ stackTraceLimit: trap });
  expect(captureStack()).toContain('capture-stack.test.ts');
});
