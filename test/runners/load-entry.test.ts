import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadEntry } from '../../src/runners/load-entry.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { failureOf } from '../hooks/call-setup.ts';

const PLUGIN = { id: 'acme.one', version: '1.0.0' };

interface Loaded {
  readonly folder: string;
  load(copy?: number, timeoutMs?: number): Promise<unknown>;
}

async function entry(files: Record<string, string>, name = 'index.mjs'): Promise<Loaded> {
  const folder = await createTemporaryFolder(files);
  const request = { plugin: PLUGIN, folder, entryFile: join(folder, name) };
  return {
    folder,
    load: async (copy = 0, timeoutMs = 5000) => (await loadEntry({ ...request, copy, timeoutMs })).exported,
  };
}

describe('the default export is what an entry gives', () => {
  test.each([
    ['index.mjs', 'export default { hooks: {} };'],
    ['index.cjs', 'module.exports = { hooks: {} };'],
    ['index.cjs', 'exports.__esModule = true; exports.default = { hooks: {} };'],
  ])('of %s: %s', async (name, text) => {
    const { load } = await entry({ [name]: text }, name);
    expect(await load()).toEqual({ hooks: {} });
  });
});

describe('what is wrong with an entry is named', () => {
  const UNITS: Record<string, { text: string; code: string; message: RegExp; hint?: RegExp }> = {
    'it throws': {
      text: 'throw new TypeError("no database")',
      code: 'ENTRY_IMPORT_FAILED',
      message: /^The entry of the plugin "acme\.one" 1\.0\.0 failed while it was imported: no database$/,
    },
    'it throws undefined': {
      text: 'throw undefined',
      code: 'ENTRY_IMPORT_FAILED',
      message: /failed while it was imported: .*undefined/,
    },
    'its syntax is wrong': {
      text: 'export default {\n  hooks: {,\n};',
      code: 'ENTRY_IMPORT_FAILED',
      message: /imported: Unexpected token ','$/,
      hint: /^Run "node \S+index\.mjs" to see the file and the line, and mend it\.$/,
    },
    'a package is missing': {
      text: 'import "@acme/absent/deep.js"; export default {}',
      code: 'ENTRY_DEPENDENCY_MISSING',
      message: /imports the package "@acme\/absent", which is not there\.$/,
      hint: /^Run "npm install @acme\/absent" in ".+"\.$/,
    },
    'a file is missing': {
      text: 'import "./absent.js"; export default {}',
      code: 'ENTRY_DEPENDENCY_MISSING',
      message: /imports the file ".*absent\.js", which is not there\.$/,
      hint: /^Build the plugin/,
    },
    'it exports nothing': {
      text: 'globalThis.nothing = 1',
      code: 'ENTRY_EXPORT_INVALID',
      message: /has no default export: it exports nothing\.$/,
    },
    'it exports something else': {
      text: 'export const plugin = {}; export const more = 1;',
      code: 'ENTRY_EXPORT_INVALID',
      message: /has no default export: it exports "more", "plugin"\.$/,
    },
  };

  test.each(Object.entries(UNITS))('%s', async (_name, { text, code, message, hint }) => {
    const { load } = await entry({ 'index.mjs': text });
    const error = await failureOf(load());
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint ?? /./);
    expect(error.data).toMatchObject({ plugin: 'acme.one', version: '1.0.0' });
  });

  test('a package that CommonJS requires is missing', async () => {
    const { load } = await entry({ 'index.cjs': 'require("absent-package")' }, 'index.cjs');
    const error = await failureOf(load());
    expect([error.code, error.data['missing']]).toEqual(['ENTRY_DEPENDENCY_MISSING', 'absent-package']);
  });

  test('it never finishes importing', async () => {
    const { load } = await entry({ 'index.mjs': 'await new Promise(() => {}); export default {};' });
    const error = await failureOf(load(0, 20));
    expect([error.code, error.message]).toEqual([
      'ENTRY_IMPORT_TIMEOUT',
      'The entry of the plugin "acme.one" 1.0.0 did not finish importing within 20 ms.',
    ]);
  });
});

describe('a copy', () => {
  test('is loaded anew with all that it imports by relative paths', async () => {
    const { load } = await entry({
      'index.mjs': 'import { state } from "./lib/state.mjs"; export default state;',
      'lib/state.mjs': 'import again from "./again.mjs"; export const state = { again };',
      'lib/again.mjs': 'export default {};',
    });
    const first = (await load()) as { again: object };
    expect(await load()).toBe(first);
    const second = (await load(1)) as { again: object };
    expect(second).not.toBe(first);
    expect(second.again).not.toBe(first.again);
    expect(await load(1)).toBe(second);
    expect(await load(2)).not.toBe(second);
  });

  test('of CommonJS modules is one too', async () => {
    const { load } = await entry(
      { 'index.cjs': 'module.exports = { part: require("./part.cjs") };', 'part.cjs': 'module.exports = {};' },
      'index.cjs',
    );
    const first = (await load()) as { part: object };
    const second = (await load(1)) as { part: object };
    expect(second).not.toBe(first);
    expect(second.part).not.toBe(first.part);
  });
});

test('a missing package is named after a reload as well', async () => {
  const whole = await entry({ 'index.mjs': 'export default {};' });
  await whole.load(3);
  const { load } = await entry({ 'index.mjs': 'import "absent-package"; export default {};' });
  const error = await failureOf(load());
  expect([error.code, error.data['missing']]).toEqual(['ENTRY_DEPENDENCY_MISSING', 'absent-package']);
});
