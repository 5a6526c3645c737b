import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { captureConsole, type ConsoleOutput } from '../../../src/manager/health/console-capture.ts';
import { claimFolder } from '../../../src/manager/health/stack-owners.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';

type Method = 'debug' | 'error' | 'info' | 'log' | 'warn';
const METHODS: readonly Method[] = ['debug', 'error', 'info', 'log', 'warn'];

interface Printed {
  readonly method: Method;
  readonly self: unknown;
  readonly args: readonly unknown[];
}

/** Takes what is printed for as long as the test runs. */
function fakeConsole(): Printed[] {
  const printed: Printed[] = [];
  for (const method of METHODS) {
    const before = console[method];
    onTestFinished(() => void (console[method] = before));
    console[method] = function (this: unknown, ...args: unknown[]) {
      printed.push({ method, self: this, args });
    };
  }
  return printed;
}

interface Plugin {
  print(method: string, ...args: readonly unknown[]): void;
}

/** A plugin whose code prints, with its folder claimed. */
async function loadPlugin(id = 'acme.one'): Promise<Plugin> {
  const source = 'export const print = (method, ...args) => console[method](...args);';
  const folder = await createTemporaryFolder({ 'index.mjs': source });
  onTestFinished(claimFolder(folder, { plugin: id, version: '1.0.0' }));
  return (await import(pathToFileURL(join(folder, 'index.mjs')).href)) as Plugin;
}

/** Wraps a function of the console as a package does that the host uses. */
async function wrapAsPackage(print: (...args: unknown[]) => void): Promise<(...args: unknown[]) => void> {
  const source = "export const wrap = (print) => (...args) => print.call(console, 'theirs', ...args);";
  const folder = await createTemporaryFolder({ 'node_modules/monitor/index.mjs': source });
  const url = pathToFileURL(join(folder, 'node_modules/monitor/index.mjs')).href;
  const { wrap } = (await import(url)) as { wrap: (wrapped: typeof print) => typeof print };
  return wrap(print);
}

/** What plugins print, as long as the test runs. */
function capture(): [string, ConsoleOutput][] {
  const captured: [string, ConsoleOutput][] = [];
  onTestFinished(captureConsole(({ plugin }, output) => captured.push([plugin, output]) > 0));
  return captured;
}

describe('while the console is captured', () => {
  test('what a plugin prints goes to its owner', async () => {
    const printed = fakeConsole();
    const plugin = await loadPlugin();
    const captured = capture();
    for (const method of METHODS) plugin.print(method, 'size: %d', 5, { a: [1] });
    expect(captured).toEqual([
      ['acme.one', { level: 'debug', text: 'size: 5 { a: [ 1 ] }' }],
      ['acme.one', { level: 'error', text: 'size: 5 { a: [ 1 ] }' }],
      ['acme.one', { level: 'info', text: 'size: 5 { a: [ 1 ] }' }],
      ['acme.one', { level: 'info', text: 'size: 5 { a: [ 1 ] }' }],
      ['acme.one', { level: 'warn', text: 'size: 5 { a: [ 1 ] }' }],
    ]);
    expect(printed).toEqual([]);
  });

  test('what the host prints passes through as it is', async () => {
    const printed = fakeConsole();
    await loadPlugin();
    const captured = capture();
    const self = {};
    const value = { deep: {} };
    console.log.call(self, 'a', value);
    expect(captured).toEqual([]);
    expect(printed).toEqual([{ method: 'log', self, args: ['a', value] }]);
    expect([printed[0]!.self === self, printed[0]!.args[1] === value]).toEqual([true, true]);
  });

  test('several plugins are told apart', async () => {
    fakeConsole();
    const [one, two] = [await loadPlugin('acme.one'), await loadPlugin('acme.two')];
    const captured = capture();
    two.print('log', 2);
    one.print('log', 1);
    expect(captured.map(([id, { text }]) => [id, text])).toEqual([
      ['acme.two', '2'],
      ['acme.one', '1'],
    ]);
  });

  test('whoever takes the output in may print', async () => {
    const printed = fakeConsole();
    const plugin = await loadPlugin();
    onTestFinished(
      captureConsole((_, { text }) => {
        console.log('taken in:', text);
        return true;
      }),
    );
    plugin.print('log', 'hello');
    expect(printed.map(({ args }) => args)).toEqual([['taken in:', 'hello']]);
  });

  test('what cannot be taken in is printed after all', async () => {
    const printed = fakeConsole();
    const plugin = await loadPlugin();
    onTestFinished(
      captureConsole(() => {
        throw new Error('broken');
      }),
    );
    plugin.print('warn', 'hello');
    expect(printed.map(({ method, args }) => [method, args])).toEqual([['warn', ['hello']]]);
  });
});

describe('afterwards', () => {
  test('the console is as it was', () => {
    fakeConsole();
    const before = METHODS.map((method) => console[method]);
    const undo = [captureConsole(() => true), captureConsole(() => true)];
    const during = METHODS.map((method) => console[method]);
    undo[0]!();
    const still = METHODS.map((method) => console[method]);
    undo[1]!();
    const after = METHODS.map((method) => console[method]);
    expect(during.some((print, index) => print === before[index])).toBe(false);
    expect(still).toEqual(during);
    expect(after.every((print, index) => print === before[index])).toBe(true);
  });

  test('the patch of somebody who came later is still there, and ours below it passes through', async () => {
    const printed = fakeConsole();
    const plugin = await loadPlugin();
    const captured: string[] = [];
    const undo = captureConsole((_, { text }) => captured.push(text) > 0);
    const ours = console.log;
    const theirs = await wrapAsPackage(ours);
    console.log = theirs;
    undo();
    plugin.print('log', 'one');
    expect(console.log).toBe(theirs);
    expect(printed.map(({ args }) => args)).toEqual([['theirs', 'one']]);

    // Once more: ours is still below, and no second one is put on top.
    const undoAgain = captureConsole((_, { text }) => captured.push(text) > 0);
    expect(console.log).toBe(theirs);
    plugin.print('log', 'two');
    expect(captured).toEqual(['theirs two']);

    console.log = ours;
    undoAgain();
    expect(console.log).not.toBe(ours);
    expect(printed.length).toBe(1);
  });
});
