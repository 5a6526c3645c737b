import { expect, test } from 'vitest';
import { parseCommandLine, UsageError } from './command-line.ts';

test('nothing is the build of the project', () => {
  expect(parseCommandLine([])).toEqual({
    source: undefined,
    out: undefined,
    config: undefined,
    pluginFolder: undefined,
    plugins: true,
    trust: [],
    cache: true,
    clearCache: false,
    serve: false,
    port: undefined,
    json: false,
    init: false,
    help: false,
  });
});

test('everything can be said', () => {
  const args = [
    'docs',
    '--out',
    'web',
    '--config=c.json',
    '--plugins',
    'mine',
    '--trust',
    'acme.a',
    '--trust=acme.b',
    '--no-cache',
    '--clear-cache',
    '--serve',
    '--port',
    '0',
    '--json',
  ];
  expect(parseCommandLine(args)).toEqual({
    source: 'docs',
    out: 'web',
    config: 'c.json',
    pluginFolder: 'mine',
    plugins: true,
    trust: ['acme.a', 'acme.b'],
    cache: false,
    clearCache: true,
    serve: true,
    port: 0,
    json: true,
    init: false,
    help: false,
  });
});

test.each([
  [['--oops'], '--oops'],
  [['--out'], '--out'],
  [['a', 'b'], 'One folder at a time: "a", "b" are 2.'],
  [['--serve', '--port', '80a'], '--port takes a number from 0 to 65535, not "80a".'],
  [['--serve', '--port', '65536'], 'not "65536"'],
  [['--serve', '--port=-1'], 'not "-1"'],
  [['--port', '80'], '--port is for --serve.'],
  [['--no-plugins', '--plugins', 'a'], '--no-plugins leaves nothing for --plugins and --trust.'],
  [['--no-plugins', '--trust', 'acme.a'], '--no-plugins leaves nothing'],
  [['--init'], '--init needs the folder'],
])('%j is refused', (args, message) => {
  expect(() => parseCommandLine(args)).toThrow(UsageError);
  expect(() => parseCommandLine(args)).toThrow(message);
});
