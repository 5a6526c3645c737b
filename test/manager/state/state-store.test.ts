import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createStateStore, differing } from '../../../src/manager/state/state-store.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { holdLock } from './hold-lock.ts';

const TRUST = { digest: 'sha256-abc', at: '2026-01-02T03:04:05.000Z', version: '1.2.0' };

async function readState(folder: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, 'state.json'), 'utf8'));
}

describe('the state store', () => {
  test('begins empty, and makes no folder before there is something to write', async () => {
    const folder = join(await createTemporaryFolder(), 'state');
    const store = createStateStore({ folder });
    expect(await store.load()).toEqual({ problems: [] });
    expect(store.settings).toEqual({ version: 1, plugins: {} });
    await expect(stat(folder)).rejects.toThrow('ENOENT');
  });

  test('keeps what was changed for the next process', async () => {
    const folder = join(await createTemporaryFolder(), 'state');
    const store = createStateStore({ folder });
    await store.update(({ plugins }) => {
      plugins['acme.two'] = { choice: '/plugins/two' };
      plugins['acme.one'] = { enabled: false, trust: TRUST };
    });
    const next = createStateStore({ folder });
    expect(await next.load()).toEqual({ problems: [] });
    expect(next.settings).toEqual(store.settings);
    expect(await readState(folder)).toStrictEqual({
      version: 1,
      plugins: { 'acme.one': { enabled: false, trust: TRUST }, 'acme.two': { choice: '/plugins/two' } },
    });
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  test('gives settings that cannot be changed but by an update', async () => {
    const store = createStateStore();
    await store.update(({ plugins }) => (plugins['acme.one'] = { enabled: false }));
    const before = store.settings;
    expect(() => Object.assign(before.plugins['acme.one']!, { enabled: true })).toThrow(TypeError);
    await store.update(({ plugins }) => (plugins['acme.one']!.enabled = true));
    expect([before.plugins['acme.one'], store.settings.plugins['acme.one']]).toEqual([
      { enabled: false },
      { enabled: true },
    ]);
  });

  test('knows nothing of ids that objects inherit', async () => {
    const folder = await createTemporaryFolder();
    const store = createStateStore({ folder });
    await store.update(({ plugins }) => (plugins['constructor'] = { enabled: false }));
    const next = createStateStore({ folder });
    await next.load();
    expect([next.settings.plugins['toString'], next.settings.plugins['constructor']]).toEqual([
      undefined,
      { enabled: false },
    ]);
  });

  test('tells by what is said whether two settings differ, not by the order', async () => {
    const folder = await createTemporaryFolder();
    const store = createStateStore({ folder });
    const { digest, at, version } = TRUST;
    await store.update(({ plugins }) => {
      plugins['acme.one'] = { trust: { version, digest, at }, enabled: false, choice: undefined };
      plugins['acme.two'] = { enabled: false };
    });
    const next = createStateStore({ folder });
    await next.load();
    expect(differing(store.settings, next.settings)).toEqual([]);
    await next.update(({ plugins }) => (plugins['acme.two'] = {}));
    expect(differing(store.settings, next.settings)).toEqual(['acme.two']);
  });

  test('forgets plugins that nothing is said of any more', async () => {
    const folder = await createTemporaryFolder();
    const store = createStateStore({ folder });
    await store.update(({ plugins }) => (plugins['acme.one'] = { enabled: false }));
    await store.update(({ plugins }) => delete plugins['acme.one']!.enabled);
    expect(await readState(folder)).toEqual({ version: 1, plugins: {} });
  });

  test('keeps keys that it does not know', async () => {
    const state = {
      version: 1,
      later: [1],
      plugins: { 'acme.one': { consents: ['net'], trust: { ...TRUST, by: 'Ada' } } },
    };
    const folder = await createTemporaryFolder({ 'state.json': `\uFEFF${JSON.stringify(state)}` });
    const store = createStateStore({ folder });
    expect(await store.load()).toEqual({ problems: [] });
    await store.update(({ plugins }) => (plugins['acme.one']!.enabled = true));
    expect(await readState(folder)).toEqual({
      ...state,
      plugins: { 'acme.one': { ...state.plugins['acme.one'], enabled: true } },
    });
  });

  test('takes updates in their order, and sees what others wrote in between', async () => {
    const folder = await createTemporaryFolder();
    const [left, right] = [createStateStore({ folder }), createStateStore({ folder })];
    const add = (letter: string) => (store: typeof left) =>
      store.update(
        ({ plugins }) => (plugins['acme.one'] = { choice: `${plugins['acme.one']?.choice ?? ''}${letter}` }),
      );
    await Promise.all(['a', 'b', 'c'].map((letter) => add(letter)(left)));
    await add('d')(right);
    await add('e')(left);
    expect(left.settings.plugins).toEqual({ 'acme.one': { choice: 'abcde' } });
  });

  test('writes nothing if nothing has changed', async () => {
    const folder = await createTemporaryFolder();
    const store = createStateStore({ folder });
    await store.update(() => {});
    expect(await readdir(folder)).toEqual([]);
  });

  test('changes nothing if the change throws', async () => {
    const folder = await createTemporaryFolder();
    const store = createStateStore({ folder });
    const update = store.update(({ plugins }) => {
      plugins['acme.one'] = { enabled: false };
      throw new Error('no');
    });
    await expect(update).rejects.toThrow('no');
    await store.update(({ plugins }) => (plugins['acme.two'] = { enabled: true }));
    expect(await readState(folder)).toEqual({ version: 1, plugins: { 'acme.two': { enabled: true } } });
  });

  test('clears away what a process left that died while it wrote', async () => {
    const folder = await createTemporaryFolder({ 'state.json.0815.tmp': '{' });
    await createStateStore({ folder }).update(({ plugins }) => (plugins['acme.one'] = { enabled: true }));
    expect(await readdir(folder)).toEqual(['state.json']);
  });
});

describe('a damaged state file', () => {
  test.each([
    ['{"version": 1, "plugins"', 'it is not JSON'],
    ['', 'it is not JSON'],
    ['[]', 'at "": Invalid input: expected object, received array'],
    ['{"version": 0, "plugins": {}}', 'at "version": Invalid input: expected 1'],
    ['{"version": 1}', 'at "plugins": Invalid input: expected record, received undefined'],
    [
      '{"version": 1, "plugins": {"acme.one": {"enabled": "no"}}}',
      'at "plugins.acme.one.enabled": Invalid input: expected boolean, received string',
    ],
    [
      '{"version": 1, "plugins": {"acme.one": {"trust": {"digest": "x", "version": "1.0.0"}}}}',
      'at "plugins.acme.one.trust.at": Invalid input: expected string, received undefined',
    ],
  ])('is set aside and reported: %s', async (content, reason) => {
    const folder = await createTemporaryFolder({ 'state.json': content });
    const store = createStateStore({ folder });
    const { problems } = await store.load();
    const [name, ...others] = await readdir(folder);
    expect(others).toEqual([]);
    expect(name).toMatch(/^state\.damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.json$/);
    const aside = join(folder, name!);
    expect(problems).toEqual([
      {
        code: 'STATE_DAMAGED',
        severity: 'error',
        message: `The state file "${join(folder, 'state.json')}" is damaged: ${reason}. It is now "${aside}", and the state begins empty.`,
        hint: 'Look at the file that was set aside, and enable, disable and trust plugins again.',
        file: aside,
      },
    ]);
    expect(await readFile(aside, 'utf8')).toBe(content);
    expect(store.settings).toEqual({ version: 1, plugins: {} });
  });

  test('that was whole when it was loaded costs nothing: what is known is written again', async () => {
    const folder = await createTemporaryFolder();
    const store = createStateStore({ folder });
    await store.update(({ plugins }) => (plugins['acme.one'] = { enabled: false }));
    await writeFile(join(folder, 'state.json'), 'oops');
    const { problems } = await store.update(({ plugins }) => (plugins['acme.two'] = { enabled: true }));
    expect(problems.map(({ code }) => code)).toEqual(['STATE_DAMAGED']);
    expect(await readState(folder)).toEqual({
      version: 1,
      plugins: { 'acme.one': { enabled: false }, 'acme.two': { enabled: true } },
    });
  });
});

describe('a state file that cannot be read any more', () => {
  test.each([
    ['damaged', 'oops', 'STATE_DAMAGED', /, and what is known of it was written again\.$/],
    ['newer', '{"version": 2}', 'STATE_UNWRITABLE', /What was decided before holds, and changes are not written\.$/],
  ])('changes nothing of what is known: %s', async (_, text, code, message) => {
    const folder = await createTemporaryFolder();
    const store = createStateStore({ folder });
    await store.update(({ plugins }) => (plugins['acme.one'] = { enabled: false }));
    await writeFile(join(folder, 'state.json'), text);
    expect(await store.load()).toMatchObject({
      problems: [{ code, message: expect.stringMatching(message) as string }],
    });
    expect(store.settings.plugins).toEqual({ 'acme.one': { enabled: false } });
  });
});

describe('a state that cannot be written', () => {
  test('of a newer format is left as it is', async () => {
    const newer = '{"version": 2, "plugins": []}';
    const folder = await createTemporaryFolder({ 'state.json': newer });
    const path = join(folder, 'state.json');
    const store = createStateStore({ folder });
    const reason = 'it has the format 2 of a newer Hookline, and this one knows format 1';
    expect(await store.load()).toEqual({
      problems: [
        {
          code: 'STATE_UNWRITABLE',
          severity: 'error',
          message: `The state file "${path}" cannot be used: ${reason}. The state begins empty, and changes are not written.`,
          hint: 'Use the version of Hookline that wrote the file, or give the manager another stateDir.',
          file: path,
        },
      ],
    });
    const update = store.update(({ plugins }) => (plugins['acme.one'] = { enabled: false }));
    await expect(update).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      message: `The state file "${path}" was not written: ${reason}. The change holds in this process only.`,
      data: { path },
    });
    expect(store.settings.plugins).toEqual({ 'acme.one': { enabled: false } });
    expect(await readdir(folder)).toEqual(['state.json']);
    expect(await readFile(path, 'utf8')).toBe(newer);
  });

  test('holds in this process, and is written with the next change that can be', async () => {
    const folder = join(await createTemporaryFolder({ state: 'a file in the place of the folder' }), 'state');
    const store = createStateStore({ folder });
    const update = store.update(({ plugins }) => (plugins['acme.one'] = { enabled: false }));
    await expect(update).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      message: `The state file "${join(folder, 'state.json')}" was not written: EEXIST: file already exists. The change holds in this process only.`,
    });
    expect(store.settings.plugins).toEqual({ 'acme.one': { enabled: false } });
    await rm(folder);
    await createStateStore({ folder }).update(({ plugins }) => (plugins['acme.three'] = { enabled: true }));
    await store.load();
    expect(store.settings.plugins).toEqual({ 'acme.one': { enabled: false }, 'acme.three': { enabled: true } });
    await store.update(({ plugins }) => (plugins['acme.two'] = { enabled: true }));
    expect(await readState(folder)).toEqual({
      version: 1,
      plugins: { 'acme.one': { enabled: false }, 'acme.three': { enabled: true }, 'acme.two': { enabled: true } },
    });
  });

  test('says who holds the lock', async () => {
    const folder = await createTemporaryFolder();
    await holdLock(join(folder, 'state.lock'));
    const store = createStateStore({ folder, lock: { timeoutMs: 10 } });
    const update = store.update(({ plugins }) => (plugins['acme.one'] = { enabled: false }));
    await expect(update).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      message: expect.stringMatching(/process \d+ on .* holds it\. The change holds in this process only\.$/) as string,
    });
    expect(store.settings.plugins).toEqual({ 'acme.one': { enabled: false } });
  });

  test.runIf(process.getuid?.() !== 0)('leaves a damaged file where it is if the folder is read-only', async () => {
    const folder = await createTemporaryFolder({ 'state.json': 'oops' });
    await chmod(folder, 0o500);
    const { problems } = await createStateStore({ folder }).load();
    await chmod(folder, 0o700);
    expect(problems).toMatchObject([{ code: 'STATE_DAMAGED', file: join(folder, 'state.json') }]);
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  test('reports a file that is a folder', async () => {
    const folder = await createTemporaryFolder({ 'state.json/x': '' });
    const { problems } = await createStateStore({ folder }).load();
    expect(problems).toMatchObject([
      {
        code: 'STATE_UNWRITABLE',
        message: expect.stringContaining('cannot be used: EISDIR: illegal operation on a directory.') as string,
        hint: 'Let the process read the file, or give the manager another stateDir.',
      },
    ]);
  });
});
