import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyHooks } from '../../src/analysis/apply-hooks.ts';
import { deriveHooks, type DerivedHooks } from '../../src/analysis/derive-hooks.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { toManifest } from './any-manifest.ts';

async function derive(code: string, files: Readonly<Record<string, string>> = {}): Promise<DerivedHooks> {
  const folder = await createTemporaryFolder({ 'index.ts': code, ...files });
  return deriveHooks({ folder, entryFile: join(folder, 'index.ts'), manifest: toManifest() });
}

describe('the hooks of a manifest', () => {
  it('are derived from the code with what it says of their order', async () => {
    const code = `
      import { definePlugin } from 'hookline/plugin';
      import { save } from './save.ts';
      const AFTER = ['acme.toc'];
      const hooks = {
        render: ({ html }) => html,
        async after_save() {},
        'acme.store/saved': save,
        slug: { priority: -5, after: AFTER, filter: { url: { prefix: '/' } }, handler: (x: unknown) => x },
        list: [{ id: 'one', wrapper: true, handler() {} }, (x: unknown) => x],
      };
      export default definePlugin({ hooks });
    `;
    expect(
      await derive(code, {
        'save.ts': "export const save = { order: 'last', optional: true, handler() {} } as const;",
      }),
    ).toEqual({
      hooks: {
        render: {},
        after_save: {},
        'acme.store/saved': { order: 'last', optional: true },
        slug: { priority: -5, after: ['acme.toc'], filter: { url: { prefix: '/' } } },
        list: [{ id: 'one', wrapper: true }, {}],
      },
      unknown: [],
    });
  });

  it.each([
    ['export default make();', {}, ['What the entry exports by default is computed.']],
    ['export default { hooks: make() };', {}, ['"hooks" of the definition is computed.']],
    ['export default { hooks: { a() {}, [name]: b } };', { a: {} }, ['"hooks" of the definition has computed names.']],
    [
      'export default { hooks: { a: { priority: now(), handler() {} } } };',
      { a: {} },
      ['"priority" of the hookimpl of "a" is computed.'],
    ],
    ['export default {};', {}, []],
  ])('are as far as can be told those of %s', async (code, hooks, unknown) => {
    expect(await derive(code)).toEqual({ hooks, unknown });
  });
});

describe('writing hooks into a manifest', () => {
  it.each([
    [
      'changes nothing that need not change',
      '{ "hooks" : {"a":{ "priority":1 } } , "x": 1.0 }\n',
      { a: {} },
      '{ "hooks" : {"a":{ "priority":1 } } , "x": 1.0 }\n',
    ],
    [
      'adds a hook in its line',
      '{ "hooks": { "a": {} } }',
      { a: {}, b: { priority: 2 } },
      '{ "hooks": { "a": {}, "b": { "priority": 2 } } }',
    ],
    [
      'adds and removes lines',
      '{\r\n\t"id": "x",\r\n\t"hooks": {\r\n\t\t"a":   {"after":["z"]},\r\n\t\t"old": {}\r\n\t},\r\n\t"y": [1,2]\r\n}',
      { b: {}, a: {} },
      '{\r\n\t"id": "x",\r\n\t"hooks": {\r\n\t\t"a":   {"after":["z"]},\r\n\t\t"b": {}\r\n\t},\r\n\t"y": [1,2]\r\n}',
    ],
    [
      'keeps what the manifest says beyond the code',
      '{ "hooks": { "a": { "priority": 1, "timeoutMs": 5 } } }',
      { a: { priority: 2 } },
      '{ "hooks": { "a": { "priority": 2, "timeoutMs": 5 } } }',
    ],
    [
      'inserts the key behind the entry',
      '{\n  "entry": "./a.js",\n  "x": "}"\n}\n',
      { a: {} },
      '{\n  "entry": "./a.js",\n  "hooks": { "a": {} },\n  "x": "}"\n}\n',
    ],
    [
      'inserts it into a package.json under its key',
      '{\n  "name": "x",\n  "hookline": { "id": "a.b" }\n}',
      { a: [{ id: '1' }, {}] },
      '{\n  "name": "x",\n  "hookline": { "id": "a.b", "hooks": { "a": [{ "id": "1" }, {}] } }\n}',
    ],
    ['empties them', '{ "hooks": { "a": {} } }', {}, '{ "hooks": {} }'],
    ['fills an empty object', '{}', { a: {} }, '{ "hooks": { "a": {} } }'],
    ['fills empty hooks', '{\n  "hooks": {}\n}', { a: {}, b: {} }, '{\n  "hooks": { "a": {}, "b": {} }\n}'],
    ['leaves alone what is no JSON object', '[1', { a: {} }, '[1'],
  ] as const)('%s', (_, text, hooks, expected) => {
    expect(applyHooks(text, hooks)).toBe(expected);
  });

  it('is done after one time', () => {
    const text = applyHooks('{\n    "id": "x"\n}', { a: {}, b: [{ priority: 1 }] });
    expect(JSON.parse(text)).toEqual({ id: 'x', hooks: { a: {}, b: [{ priority: 1 }] } });
    expect(applyHooks(text, { a: {}, b: [{ priority: 1 }] })).toBe(text);
  });
});
