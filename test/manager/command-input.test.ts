import * as fc from 'fast-check';
import { isHooklineError, type RunCommandOptions } from 'hookline';
import { expect, test } from 'vitest';
import { createHost } from './host.ts';
import { contributing, ECHO, plain } from './importing-plugin.ts';

const PLUGINS = {
  'acme.one': ECHO,
  'acme.two': contributing(
    [
      plain('bare'),
      {
        name: 'send',
        summary: 'Sends.',
        arguments: [{ name: 'to', summary: 'To whom.' }],
        options: [
          { name: 'level', summary: 'How.', type: 'number', choices: [1, 2] },
          { name: 'token', summary: 'With what.', type: 'string', required: true },
        ],
      },
    ],
    '{ bare() {}, send: ({ args, options }) => ({ args, options }) }',
  ),
};

type Run = (name: string, given: unknown) => Promise<unknown>;

/** Runs a command, as a caller without types does. */
async function createRun(): Promise<Run> {
  const { manager } = await createHost(PLUGINS);
  await manager.start();
  return (name, given) => manager.runCommand(name, given as RunCommandOptions);
}

/** All that is wrong with what a command is given. */
async function createProblemsOf(): Promise<Run> {
  const run = await createRun();
  return async (name, given) => {
    const error: unknown = await run(name, given).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'COMMAND_ARGUMENTS_INVALID' });
    return (error as { readonly data: { readonly problems: unknown } }).data.problems;
  };
}

test('what is missing or too much is named', async () => {
  const problemsOf = await createProblemsOf();
  expect(await problemsOf('import', {})).toEqual(['the argument "file" is missing']);
  expect(await problemsOf('bare', { args: ['a'] })).toEqual(['it takes no arguments, and was given 1']);
  expect(await problemsOf('send', { args: ['a', 'b'] })).toEqual([
    'it takes one argument, and was given 2',
    'the option "token" is missing',
  ]);
});

test('options are held against what is declared', async () => {
  const problemsOf = await createProblemsOf();
  const options = { formt: 'csv', format: 'jsn', 'dry-run': 'yes', limit: 'many' };
  expect(await problemsOf('import', { args: ['a'], options })).toEqual([
    'there is no option "formt" (did you mean "format"?)',
    'the option "format" must be one of "csv", "json", not the string "jsn" (did you mean "json"?)',
    'the option "dry-run" must be true or false, not the string "yes"',
    'the option "limit" must be a number, not the string "many"',
  ]);
  expect(await problemsOf('send', { args: ['a'], options: { token: 't', level: 3 } })).toEqual([
    'the option "level" must be one of 1, 2, not the number 3',
  ]);
});

test('a number may be a text, and what is undefined is left out', async () => {
  const run = await createRun();
  const given = { args: ['a'], options: { token: 't', level: '2' } };
  expect(await run('send', given)).toEqual({ args: { to: 'a' }, options: { token: 't', level: 2 } });
  const absent = { args: ['a'], options: { token: 't', level: undefined } };
  expect(await run('send', absent)).toEqual({ args: { to: 'a' }, options: { token: 't' } });
});

test('callers without types are told what is wrong', async () => {
  const problemsOf = await createProblemsOf();
  expect(await problemsOf('bare', null)).toEqual(['must be an object, not null']);
  expect(await problemsOf('bare', { arg: ['a'] })).toEqual(['there is no option "arg" (did you mean "args"?)']);
  expect(await problemsOf('bare', { args: 'a' })).toEqual(['"args" must be an array of strings, not the string "a"']);
  expect(await problemsOf('send', { args: [5], options: { token: 't' } })).toEqual([
    '"args[0]" must be a string, not the number 5',
  ]);
  expect(await problemsOf('bare', { options: [] })).toEqual([expect.stringMatching(/^"options" must be an object/)]);
  expect(await problemsOf('bare', { timeoutMs: -1, signal: {} })).toEqual([
    expect.stringMatching(/^"timeoutMs" must be a number of milliseconds above 0/),
    expect.stringMatching(/^"signal" must be an AbortSignal/),
  ]);
  const fail = () => {
    throw new Error('hidden');
  };
  const hostile = new Proxy({}, { ownKeys: fail });
  const late = Object.defineProperty({}, 'signal', { get: fail, enumerable: true });
  for (const given of [{ options: hostile }, hostile, late]) {
    expect(await problemsOf('bare', given)).toEqual(['reading what it was given failed: hidden']);
  }
});

test('whatever a command is given, it gets what it declares or is not run', async () => {
  const run = await createRun();
  const options = fc.dictionary(fc.constantFrom('format', 'dry-run', 'limit', 'else', '__proto__'), fc.anything());
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.array(fc.string()), fc.anything()),
      fc.oneof(options, fc.anything()),
      async (args, given) => {
        const outcome: unknown = await run('import', { args, options: given }).catch((error: unknown) => error);
        if (isHooklineError(outcome) && outcome.code === 'COMMAND_ARGUMENTS_INVALID') return;
        expect(outcome).toMatchObject({
          args: { file: expect.any(String) as string, more: expect.any(Array) as string[] },
          options: {
            format: expect.stringMatching(/^csv$|^json$/) as string,
            'dry-run': expect.any(Boolean) as boolean,
          },
        });
      },
    ),
  );
});
