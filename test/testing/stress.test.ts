import { createTestManager, fakePlugin, stress } from 'hookline/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { assertBuilt } from '../tooling/assert-built.ts';
import { kitHookspecs as hookspecs, type KitHooks } from './kit-hooks.ts';

beforeAll(assertBuilt);

const manifest = { id: 'acme.greeter', hooks: { greet: {} } };

/** Keeps the name of a call where the next one finds it. */
const sharing = fakePlugin({
  manifest,
  code: `
    let current;
    export default { hooks: { greet: async ({ name }) => { current = name; await new Promise(setImmediate); return 'hello ' + current; } } };
  `,
});

/** Remembers earlier calls. */
const remembering = fakePlugin({
  manifest,
  code: "let last = 'nobody'; export default { hooks: { greet: ({ name }) => { const before = last; last = name; return 'after ' + before; } } };",
});

const clean = fakePlugin({
  manifest,
  code: '{ hooks: { greet: async ({ name }) => { const own = name; await new Promise(setImmediate); return own; } } }',
});

const calls = { hook: 'greet', args: (n: number) => ({ name: `caller ${n}` }), calls: 20, parallel: 5 } as const;

describe.each(['inline', 'worker', 'process'] as const)('%s', (runner) => {
  test('a plugin whose calls share state is found', { timeout: 30_000 }, async () => {
    await using host = await createTestManager<KitHooks>({ hookspecs, runner, plugins: [sharing] });
    const error: unknown = await stress(host, calls).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'TEST_STATE_SHARED', data: { hook: 'greet', calls: 20, order: 0 } });
    expect((error as Error).message).toMatch(
      /^Calls of the hook "greet" share state: of 20 calls, \d+ gave something else beside others than alone, and 0 behind other calls\. Call 0 gave \[the string "hello caller 0"\] alone, and \[the string "hello caller \d"\] beside others, which is the result of call \d\.$/,
    );
  });

  test('a plugin without state passes', { timeout: 30_000 }, async () => {
    await using host = await createTestManager<KitHooks>({ hookspecs, runner, plugins: [clean] });
    expect(await stress(host, calls)).toEqual({ hook: 'greet', calls: 20, parallel: 5, overlapped: 5 });
  });
});

test('a plugin that remembers earlier calls is found, even if calls never overlap', async () => {
  await expect(stress<KitHooks, 'greet'>(remembering, { ...calls, hookspecs, parallel: 1 })).rejects.toMatchObject({
    code: 'TEST_STATE_SHARED',
    data: { order: 20 },
  });
});

test('a plugin is enough, with the hookspecs beside it', async () => {
  expect(await stress<KitHooks, 'greet'>(clean, { ...calls, hookspecs })).toMatchObject({ calls: 20, overlapped: 5 });
});

test('a plugin that always fails is no mix-up, and the test says what is the same', async () => {
  const random = fakePlugin<KitHooks>({ manifest, hooks: { greet: ({ name }) => `${name} ${Math.random()}` } });
  const isSame: Parameters<typeof stress<KitHooks, 'greet'>>[1]['isSame'] = (alone, other) =>
    JSON.stringify(alone).split(' ')[1] === JSON.stringify(other).split(' ')[1];
  expect(await stress<KitHooks, 'greet'>(random, { ...calls, hookspecs, isSame })).toMatchObject({ calls: 20 });
  const failing = fakePlugin<KitHooks>({
    manifest: { hooks: {} },
    hooks: { strict: ({ name }) => Promise.reject(new Error(name)) },
  });
  await stress<KitHooks, 'strict'>(failing, { ...calls, hook: 'strict', hookspecs });
});

test.each([
  [{ ...calls, hook: 'gret' }, 'there is no hook "gret" (did you mean "greet"?)'],
  [{ ...calls, args: {} }, '"args" must be a function, not an object'],
  [{ ...calls, calls: 0 }, '"calls" must be a whole number above 0, not the number 0'],
  [{ ...calls, parallel: 1.5 }, '"parallel" must be a whole number above 0, not the number 1.5'],
  [{ ...calls, hookspecs: undefined }, 'a plugin needs "hookspecs" beside it'],
])('%j is refused', async (options, problem) => {
  const given = { hookspecs, ...options };
  await expect(stress(clean, given as never)).rejects.toThrow(`stress cannot be used like this: ${problem}.`);
});
