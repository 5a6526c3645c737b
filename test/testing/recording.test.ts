import { createHooks } from 'hookline';
import { createTestManager, fakePlugin, loadRecording, recordHooks, replay } from 'hookline/testing';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { kitHookspecs as hookspecs, type KitHooks } from './kit-hooks.ts';

const greeter = (version: string, greet: (args: { readonly name: string }) => string) =>
  fakePlugin<KitHooks>({
    manifest: { id: 'acme.greeter', version },
    hooks: { greet, slug: ({ slug }) => slug.toLowerCase(), strict: ({ name }) => greet({ name }) },
  });

const polite = greeter('1.0.0', ({ name }) => {
  if (name === '') throw new Error('Nobody is there.');
  return `good day, ${name}`;
});

describe('a recorder', () => {
  test('takes down arguments, results, errors and order, of all kinds of hooks', async () => {
    const hooks = createHooks<KitHooks>(hookspecs);
    hooks.register(
      { id: 'acme.one', version: '1.0.0' },
      { greet: ({ name }) => name, slug: ({ slug }) => `${slug}-1` },
    );
    hooks.register(
      { id: 'acme.two', version: '1.0.0' },
      {
        greet: () => {
          throw new TypeError('Not today.');
        },
        strict: () => {
          throw new TypeError('Not ever.');
        },
      },
    );
    using recorder = recordHooks({ hooks });
    await hooks.execute('greet', { name: 'x' });
    hooks.execute('slug', { slug: 'a' });
    await hooks.execute('strict', { name: 'y' }).catch(() => {});
    await hooks.execute('greet', { nam: 'z' } as never).catch(() => {});
    const entry = { version: '1.0.0', id: '1', durationMs: expect.any(Number) as number };
    const call = { callId: expect.any(Number) as number, durationMs: expect.any(Number) as number };
    expect(recorder.calls).toEqual([
      {
        ...call,
        hook: 'greet',
        args: { name: 'x' },
        value: ['x'],
        entries: [
          { ...entry, plugin: 'acme.one', status: 'ok', answered: true, value: 'x' },
          {
            ...entry,
            plugin: 'acme.two',
            status: 'error',
            answered: false,
            error: { code: 'HOOK_FAILED', message: 'Not today.' },
          },
        ],
      },
      {
        ...call,
        hook: 'slug',
        args: { slug: 'a' },
        value: 'a-1',
        entries: [{ ...entry, plugin: 'acme.one', status: 'ok', answered: true, value: 'a-1' }],
      },
      {
        ...call,
        hook: 'strict',
        args: { name: 'y' },
        error: { code: 'HOOK_FAILED', message: 'Not ever.' },
        entries: [
          {
            ...entry,
            plugin: 'acme.two',
            status: 'error',
            answered: false,
            error: { code: 'HOOK_FAILED', message: 'Not ever.' },
          },
        ],
      },
      {
        ...call,
        hook: 'greet',
        entries: [
          { ...entry, plugin: 'acme.one', status: 'skipped', answered: false },
          { ...entry, plugin: 'acme.two', status: 'skipped', answered: false },
        ],
      },
    ]);
    expect(recorder.callsOf('slug')).toHaveLength(1);
    recorder.clear();
    recorder.stop();
    hooks.on('hook:error', () => {});
    await hooks.execute('greet', { name: 'x' });
    expect(recorder.calls).toEqual([]);
  });

  test('keeps what went in as it was then', async () => {
    const hooks = createHooks<KitHooks>(hookspecs);
    hooks.register(
      { id: 'acme.one', version: '1.0.0' },
      { saved: (args) => void Object.assign(args, { file: 'changed' }) },
    );
    using recorder = recordHooks({ hooks });
    await hooks.execute('saved', { file: 'a' });
    expect(recorder.calls[0]!.args).toEqual({ file: 'a' });
  });
});

describe('a recording', () => {
  async function record(): Promise<string> {
    const file = join(await createTemporaryFolder(), 'calls.json');
    await using host = await createTestManager<KitHooks>({ hookspecs, plugins: [polite] });
    await host.execute('greet', { name: 'Ann' });
    await host.execute('greet', { name: '' });
    await host.execute('strict', { name: '' }).catch(() => {});
    host.execute('slug', { slug: 'A B' });
    await host.execute('greet', { name: 1n as never });
    await host.recorder.save(file);
    return file;
  }

  test('gives no differences with the same plugin, in another version', async () => {
    const file = await record();
    await using host = await createTestManager<KitHooks>({
      hookspecs,
      plugins: [{ ...polite, manifest: { ...polite.manifest, version: '1.1.0' } }],
    });
    const result = await replay(file, host);
    expect({ ...result, toString: undefined }).toEqual({
      calls: 4,
      differences: [],
      skipped: [{ call: 4, hook: 'greet', reason: 'JSON cannot hold its arguments' }],
      toString: undefined,
    });
    expect(String(result)).toBe(
      '4 calls repeated, no difference\ncall 4, hook "greet": not repeated, JSON cannot hold its arguments',
    );
  });

  test('shows what another version does otherwise: results, errors, order', async () => {
    const file = await record();
    const rude = greeter('2.0.0', ({ name }) => `hi ${name}`);
    const late = fakePlugin<KitHooks>({ manifest: { id: 'acme.late' }, hooks: { slug: ({ slug }) => `${slug}!` } });
    await using host = await createTestManager<KitHooks>({ hookspecs, plugins: [rude, late] });
    const { differences } = await replay(await loadRecording(file), host);
    const thrown = { code: 'HOOK_FAILED', message: 'Nobody is there.' };
    const own = { plugin: 'acme.greeter' };
    expect(differences).toEqual([
      { call: 0, hook: 'greet', ...own, what: 'result', recorded: 'good day, Ann', now: 'hi Ann' },
      { call: 0, hook: 'greet', what: 'result', recorded: ['good day, Ann'], now: ['hi Ann'] },
      { call: 1, hook: 'greet', ...own, what: 'result', recorded: undefined, now: 'hi ' },
      { call: 1, hook: 'greet', ...own, what: 'error', recorded: thrown, now: undefined },
      { call: 1, hook: 'greet', what: 'result', recorded: [], now: ['hi '] },
      { call: 2, hook: 'strict', ...own, what: 'result', recorded: undefined, now: 'hi ' },
      { call: 2, hook: 'strict', ...own, what: 'error', recorded: thrown, now: undefined },
      { call: 2, hook: 'strict', what: 'result', recorded: undefined, now: ['hi '] },
      { call: 2, hook: 'strict', what: 'error', recorded: thrown, now: undefined },
      { call: 3, hook: 'slug', what: 'order', recorded: ['acme.greeter'], now: ['acme.greeter', 'acme.late'] },
      { call: 3, hook: 'slug', what: 'result', recorded: 'a b', now: 'a b!' },
    ]);
  });

  test.each([
    ['absent', undefined, /ENOENT/],
    ['no JSON', '{', /JSON/],
    ['of another format', '{"format":"other"}', /at format: /],
  ])('that is %s is refused', async (_name, text, why) => {
    const folder = await createTemporaryFolder(text === undefined ? {} : { 'calls.json': text });
    const failing = loadRecording(join(folder, 'calls.json'));
    await expect(failing).rejects.toMatchObject({
      code: 'TEST_FIXTURE_INVALID',
      message: expect.stringMatching(why) as string,
    });
  });
});

test('what is no recording cannot be replayed', async () => {
  const nobody = { hooks: {} };
  await expect(replay({ calls: 5 } as never, nobody)).rejects.toMatchObject({
    code: 'TEST_FIXTURE_INVALID',
    message: expect.stringContaining('The recording that was given cannot be used'),
  });
});
