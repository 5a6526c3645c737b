import { defineHookspecs, hook } from 'hookline';
import {
  callsOf,
  checkContract,
  checkLeaks,
  contractOf,
  createTestManager,
  expectPlugin,
  fakePlugin,
  loadRecording,
  serviceDouble,
  stress,
} from 'hookline/testing';
import { z } from 'zod';
import { loadFastCheck } from '../../../src/testing/contract/load-fast-check.ts';
import { thrownBy } from '../../hooks/untyped-hooks.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

const hookspecs = defineHookspecs({ greet: hook.collect({ args: { name: z.string() }, returns: z.string() }) });

type Greet = typeof hookspecs;

const greeter = fakePlugin<Greet>({ hooks: { greet: ({ name }) => name } });

function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

async function breakContract(): Promise<unknown> {
  const [greet] = contractOf(hookspecs);
  const plugin = fakePlugin<Greet>({ hooks: { greet: () => 5 as never } });
  return rejectionOf(greet!.run(plugin, { runs: 1, seed: 1 }));
}

function leave(): Promise<unknown> {
  const timers: NodeJS.Timeout[] = [];
  const leaking = checkLeaks(() => void timers.push(setInterval(() => {}, 60_000)));
  return rejectionOf(leaking).finally(() => timers.forEach((timer) => clearInterval(timer)));
}

async function expectTooMuch(): Promise<unknown> {
  await using host = await createTestManager<Greet>({ hookspecs, plugins: [greeter] });
  return thrownBy(() => expectPlugin(host).toHaveExecuted('greet'));
}

async function share(): Promise<unknown> {
  let count = 0;
  const counting = fakePlugin<Greet>({ hooks: { greet: () => String(count++) } });
  return rejectionOf(
    stress<Greet, 'greet'>(counting, { hookspecs, hook: 'greet', args: () => ({ name: '' }), calls: 1 }),
  );
}

/** How to make Hookline give each of the errors of the group "testing". */
export const testingProvocations: Record<CodeOf<'testing'>, Provoke> = {
  TEST_CONTRACT_BROKEN: breakContract,
  TEST_DOUBLE_UNKNOWN: () =>
    thrownBy(() => (serviceDouble<{ readonly a: number }>({ a: 1 }) as { readonly b?: number }).b),
  TEST_EXPECTATION_FAILED: expectTooMuch,
  TEST_FIXTURE_INVALID: () => rejectionOf(loadRecording('/nowhere/calls.json')),
  TEST_LEAK_FOUND: leave,
  TEST_MISUSED: () => thrownBy(() => callsOf({})),
  TEST_PACKAGE_MISSING: () =>
    rejectionOf(loadFastCheck(() => Promise.reject(new Error('Cannot find package "fast-check"')))),
  TEST_PLUGIN_UNUSABLE: () =>
    rejectionOf(createTestManager({ hookspecs, plugins: [fakePlugin({ manifest: { version: 'one' } })] })),
  TEST_RUNNER_REFUSED: () => rejectionOf(checkContract<Greet>(greeter, { hookspecs, runner: 'process' })),
  TEST_STATE_SHARED: share,
};

export const testingMessages: Record<CodeOf<'testing'>, Message> = {
  TEST_CONTRACT_BROKEN: {
    message:
      'The plugin "test.plugin" does not keep to the hookspec "greet" with {"name":""}: The hookimpl of the plugin "test.plugin" 1.0.0 for the hook "greet" returned what the hookspec does not accept: Invalid input: expected string, received number (got a number).',
    hint: 'Mend the plugin for the arguments that the message shows, or narrow the schemas of the hookspec.',
  },
  TEST_DOUBLE_UNKNOWN: {
    message: 'The service double has no member "b".',
    hint: 'Add the member to the type of the service and to the double, or mend its name.',
  },
  TEST_EXPECTATION_FAILED: {
    message: 'Expected the plugin "test.plugin" to have executed the hook "greet", but it has executed no hook.',
    hint: 'Look at what the message says of the plugin.',
  },
  TEST_FIXTURE_INVALID: {
    message:
      'The recording "/nowhere/calls.json" cannot be used: ENOENT: no such file or directory, open \'/nowhere/calls.json\'.',
    hint: 'Record the calls again with recorder.save.',
  },
  TEST_LEAK_FOUND: {
    message: /^Something was left behind: timer made at .*provocations\/testing\.ts:\d+:\d+\.$/,
    hint: 'Close it through ctx.onDispose of the plugin, or at the end of the test.',
  },
  TEST_MISUSED: {
    message: 'callsOf cannot be used like this: it takes what serviceDouble gave, not an object.',
    hint: 'Mend what the message names.',
  },
  TEST_PACKAGE_MISSING: {
    message: 'Contracts are tested with the package "fast-check", which could not be loaded.',
    hint: 'Run npm install --save-dev fast-check.',
  },
  TEST_PLUGIN_UNUSABLE: {
    message:
      'Not every plugin of the test can run. The plugin "test.plugin" is invalid: The version "one" is not a semantic version.',
    hint: 'Write three numbers, such as "1.0.0".',
  },
  TEST_RUNNER_REFUSED: {
    message:
      'The plugin "test.plugin" cannot run in a process in a test: its code consists of functions of the test, which cannot leave its thread.',
    hint: 'Give its code as "code" (text) or "module" (a file), or the path of its folder, or use the runner "inline".',
  },
  TEST_STATE_SHARED: {
    message:
      'Calls of the hook "greet" share state: of 1 calls, 1 gave something else beside others than alone, and 1 behind other calls. Call 0 gave [the string "0"] alone, and [the string "2"] beside others.',
    hint: 'Keep what belongs to a call in local variables of the handler.',
  },
};
