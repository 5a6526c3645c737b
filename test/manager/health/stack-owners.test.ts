import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ownersOfError } from '../../../src/manager/health/error-owners.ts';
import { claimFolder, ownersOfStack, type StackOwner } from '../../../src/manager/health/stack-owners.ts';
import { assertBuilt } from '../../tooling/assert-built.ts';
import { packageRoot } from '../../tooling/package-root.ts';

/** Claims a folder for as long as the test runs. */
function claim(folder: string, plugin: string): StackOwner {
  const owner = { plugin, version: '1.0.0' };
  onTestFinished(claimFolder(folder, owner));
  return owner;
}

const stackOf = (...frames: readonly string[]) =>
  ['Error: broken', ...frames.map((frame) => `    at ${frame}`)].join('\n');

const pluginsOf = (stack: unknown, message?: unknown) => ownersOfStack(stack, message).map(({ plugin }) => plugin);

describe('a frame', () => {
  test.each([
    ['render (/plugins/one/index.js:10:5)'],
    ['/plugins/one/index.js:10:5'],
    ['async render (/plugins/one/lib/deep/a.js:1:2)'],
    ['async /plugins/one/index.js:1:2'],
    ['new Page (/plugins/one/index.js:1:2)'],
    ['Object.render [as alias] (/plugins/one/index.js:1:2)'],
    ['file:///plugins/one/index.js:1:2'],
    ['async render (file:///plugins/one/index.js?v=2&x=/y:1:2)'],
    ['file:///plugins/one/index.js#part:1:2'],
    ['file:///plugins/on%65/index.js:1:2'],
    ['eval (eval at render (/plugins/one/index.js:3:4), <anonymous>:1:1)'],
    ['eval (eval at a (eval at b (file:///plugins/one/index.js:3:4)), <anonymous>:1:1)'],
    ['/plugins (/plugins/one/index.js:1:2)'],
    ['get /a (b) (/plugins/one/index.js:1:2)'],
    ['render (/plugins/one/node_modules/left-pad/index.js:1:2)'],
    ['render (/plugins/one/index.js:7)'],
  ])('lies in the folder: at %s', (frame) => {
    claim('/plugins/one', 'acme.one');
    expect(pluginsOf(stackOf(frame))).toEqual(['acme.one']);
  });

  test.each([
    ['render (/plugins/one-more/index.js:1:2)'],
    ['render (/plugins/index.js:1:2)'],
    ['render (/host/plugins/one/index.js:1:2)'],
    ['file:///plugins/one%2/index.js:1:2'],
    ['/plugins/one'],
    ['JSON.parse (<anonymous>)'],
    ['Promise.all (index 0)'],
    ['node:internal/timers:573:17'],
    ['evalmachine.<anonymous>:1:7'],
    ['data:text/javascript,throw%20new%20Error():1:7'],
  ])('does not: at %s', (frame) => {
    claim('/plugins/one', 'acme.one');
    expect(pluginsOf(stackOf(frame))).toEqual([]);
  });

  test.each([
    ['C:\\plugins\\one', 'render (C:\\plugins\\one\\index.js:1:2)'],
    ['C:\\plugins\\one\\', 'render (c:\\plugins\\one\\index.js:1:2)'],
    ['c:\\plugins\\one', 'file:///C:/plugins/one/index.js:1:2'],
    ['\\\\server\\plugins\\one', 'async render (file://server/plugins/one/index.js:1:2)'],
    ['\\\\server\\plugins\\one', '\\\\server\\plugins\\one\\index.js:1:2'],
  ])('lies in a folder of Windows: %s, at %s', (folder, frame) => {
    claim(folder, 'acme.one');
    expect(pluginsOf(stackOf(frame))).toEqual(['acme.one']);
  });

  test('lies in a folder with blanks, brackets and letters of all kinds', () => {
    claim('/my plugins (copy)/größe 100%', 'acme.one');
    const url = new URL('file:///my plugins (copy)/größe 100%25/index.js').href;
    expect(pluginsOf(stackOf(`render (${url}:1:2)`))).toEqual(['acme.one']);
    expect(pluginsOf(stackOf('/my plugins (copy)/größe 100%/index.js:1:2'))).toEqual(['acme.one']);
    expect(pluginsOf(stackOf('render (/my plugins (copy)/größe 100%/index.js:1:2)'))).toEqual(['acme.one']);
  });
});

describe('a stack', () => {
  test('belongs to the top-most frame', () => {
    claim('/plugins/one', 'acme.one');
    claim('/plugins/two', 'acme.two');
    expect(pluginsOf(stackOf('/plugins/two/a.js:1:2', '/plugins/one/a.js:1:2'))).toEqual(['acme.two']);
  });

  test('belongs to whom Node, packages and this package were called by', () => {
    claim('/plugins/one', 'acme.one');
    const stack = stackOf(
      'JSON.parse (<anonymous>)',
      'node:internal/process/task_queues:95:5',
      'parse (/host/node_modules/parser/index.js:1:2)',
      `execute (${new URL('../../../src/hooks/create-hooks.ts', import.meta.url).href}:1:2)`,
      'render (/plugins/one/index.js:1:2)',
      '/host/main.js:1:2',
    );
    expect(pluginsOf(stack)).toEqual(['acme.one']);
  });

  test("is the host's if its code is on top", () => {
    claim('/plugins/one', 'acme.one');
    expect(pluginsOf(stackOf('/host/main.js:1:2', '/plugins/one/index.js:1:2'))).toEqual([]);
  });

  test('belongs to the deepest folder around the file', () => {
    claim('/plugins/one', 'acme.one');
    claim('/plugins/one/inner', 'acme.inner');
    expect(pluginsOf(stackOf('/plugins/one/inner/a.js:1:2'))).toEqual(['acme.inner']);
    expect(pluginsOf(stackOf('/plugins/one/a.js:1:2'))).toEqual(['acme.one']);
  });

  test('does not belong to a plugin that its message quotes', () => {
    claim('/plugins/one', 'acme.one');
    const message = `it failed:\n${stackOf('/plugins/one/index.js:1:2')}`;
    const stack = `Error: ${message}\n    at /host/main.js:1:2`;
    expect(pluginsOf(stack, message)).toEqual([]);
  });

  test('belongs to all owners of the folder, until they let it go', () => {
    const first = { plugin: 'acme.one', version: '1.0.0' };
    const second = { plugin: 'acme.one', version: '1.0.0' };
    const stack = stackOf('/plugins/one/index.js:1:2');
    const undoFirst = claimFolder('/plugins/one', first);
    const undoSecond = claimFolder('/plugins/one/', second);
    const both = ownersOfStack(stack);
    undoFirst();
    undoFirst();
    const one = ownersOfStack(stack);
    undoSecond();
    expect([both, one, ownersOfStack(stack)]).toEqual([[first, second], [second], []]);
    expect([both[0] === first, both[1] === second, one[0] === second]).toEqual([true, true, true]);
  });

  test('belongs to the same plugins for all copies of the package', async () => {
    assertBuilt();
    const url = pathToFileURL(join(packageRoot, 'dist/src/manager/health/stack-owners.js')).href;
    const copy = (await import(url)) as typeof import('../../../src/manager/health/stack-owners.ts');
    const owner = claim('/plugins/one', 'acme.one');
    expect(copy.ownersOfStack).not.toBe(ownersOfStack);
    expect(copy.ownersOfStack(stackOf('/plugins/one/index.js:1:2'))).toEqual([owner]);
  });

  test.each([undefined, null, 5, {}, [], Symbol('stack'), ''])('may be anything: %o', (stack) => {
    claim('/plugins/one', 'acme.one');
    expect(pluginsOf(stack)).toEqual([]);
  });

  test.each([
    ['blanks', ' '.repeat(1_000_000)],
    ['brackets', `at ${'('.repeat(1_000_000)}`],
    ['paths', `at ${'(/a'.repeat(300_000)}`],
    ['positions', `at /a${':1'.repeat(500_000)}`],
    ['lines', 'at /a/node_modules/b:1:1\n'.repeat(40_000)],
    ['slashes', `at ${'/'.repeat(1_000_000)}:1:1`],
  ])('may be a million characters long: %s', (_, stack) => {
    claim('/plugins/one', 'acme.one');
    expect(pluginsOf(stack)).toEqual([]);
  });

  test('behind a message of a million characters is read', () => {
    claim('/plugins/one', 'acme.one');
    const message = 'x'.repeat(1_000_000);
    expect(pluginsOf(`Error: ${message}\n    at /plugins/one/index.js:1:2`, message)).toEqual(['acme.one']);
  });
});

describe('an error', () => {
  const ownersOf = (thrown: unknown) => ownersOfError(thrown).map(({ plugin }) => plugin);

  function errorWith(stack: unknown, rest: object = {}): Error {
    return Object.defineProperties(new Error('broken'), {
      stack: { value: stack },
      ...Object.getOwnPropertyDescriptors(rest),
    });
  }
  const ofPlugin = (): Error => errorWith(stackOf('/plugins/one/index.js:1:2'));
  const ofHost = (rest?: object): Error => errorWith(stackOf('/host/main.js:1:2'), rest);

  test.each<[string, () => unknown]>([
    ['its own stack', ofPlugin],
    ['the stack of its cause', () => ofHost({ cause: ofPlugin() })],
    ['the stack of the cause of its cause', () => ofHost({ cause: ofHost({ cause: ofPlugin() }) })],
    ['one of the errors that it gathers', () => ofHost({ errors: [1, ofHost(), ofPlugin()] })],
    ['what looks like an error', () => ({ message: '', stack: stackOf('/plugins/one/index.js:1:2') })],
  ])('belongs to the plugin in %s', (_, create) => {
    claim('/plugins/one', 'acme.one');
    expect(ownersOf(create())).toEqual(['acme.one']);
  });

  test.each<[string, () => unknown]>([
    ['has a stack of the host only', ofHost],
    ['is no error', () => 'broken'],
    ['is nothing', () => undefined],
    [
      'has a stack that throws',
      () =>
        Object.defineProperty(new Error('x'), 'stack', {
          get() {
            throw new Error('no');
          },
        }),
    ],
    [
      'is a proxy that throws',
      () =>
        new Proxy(new Error('x'), {
          get() {
            throw new Error('no');
          },
        }),
    ],
    ['has a stack that is no text', () => errorWith(5)],
    [
      'is its own cause',
      () => {
        const error = ofHost();
        return Object.assign(error, { cause: error, errors: [error, error] });
      },
    ],
    [
      'has endless causes',
      () => {
        const endless = (): Error =>
          ofHost({
            get cause() {
              return endless();
            },
          });
        return endless();
      },
    ],
  ])('is nobody’s if it %s', (_, create) => {
    claim('/plugins/one', 'acme.one');
    expect(ownersOf(create())).toEqual([]);
  });
});
