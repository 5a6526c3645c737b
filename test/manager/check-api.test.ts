import { checkApi, defineHookspecs, describeApi, hook, type ApiContract, type Hookspec } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const saved = hook.series({ args: { file: z.string() } });
const title = hook.waterfall({ args: { text: z.string(), page: z.object({ url: z.string() }) }, thread: 'text' });
const going = { ...saved, deprecated: { since: '1.1.0', removeIn: '2.0.0', use: 'after_write' } };

function release(api: string, released: string, hookspecs: Readonly<Record<string, Hookspec>>): Promise<ApiContract> {
  return describeApi({ api, released, hookspecs: defineHookspecs(hookspecs) });
}

describe('the contract of an API version', () => {
  test('is plain JSON, the same after a way through a file', async () => {
    const contract = await release('1.0.0', '2026-01-31', { title, saved: going });
    expect(JSON.parse(JSON.stringify(contract))).toEqual(contract);
    expect(contract).toMatchObject({
      api: '1.0.0',
      hooks: {
        title: { kind: 'waterfall', sync: false, thread: 'text', args: { text: { type: 'string' } } },
        saved: { deprecated: { since: '1.1.0', removeIn: '2.0.0', use: 'after_write' } },
      },
    });
  });

  test('names a version and a day', async () => {
    await expect(release('1', '2026-01-31', {})).rejects.toMatchObject({
      code: 'OPTIONS_INVALID',
      message: 'The API cannot be described: "api" must be a version such as "1.2.0", not the string "1".',
    });
    await expect(release('1.0.0', 'today', {})).rejects.toMatchObject({
      message: 'The API cannot be described: "released" must be a day such as "2026-01-31", not the string "today".',
    });
  });
});

describe('the next version', () => {
  test('may add hooks and arguments, and deprecate', async () => {
    const first = await release('1.0.0', '2026-01-01', { saved });
    const more = hook.series({ args: { file: z.string(), bytes: z.number() } });
    const second = await release('1.1.0', '2026-02-01', { saved: { ...more, deprecated: going.deprecated }, title });
    expect([checkApi([], first), checkApi([first], second)]).toEqual([[], []]);
  });

  test('may not change what plugins rely on without a new major version', async () => {
    const first = await release('1.0.0', '2026-01-01', { saved, title });
    const changed = {
      saved: hook.parallel({ args: { path: z.string() } }),
      title: hook.waterfall({ args: { text: z.string(), page: z.object({ path: z.string() }) }, thread: 'text' }),
    };
    expect(checkApi([first], await release('1.1.0', '2026-02-01', changed))).toEqual([
      'The hook "saved" has another "kind": that needs a new major version.',
      'The hook "saved" lacks the argument "file": that needs a new major version.',
      'The hook "title" has another schema for "page": that needs a new major version.',
    ]);
    expect(checkApi([first], await release('2.0.0', '2026-02-01', changed))).toEqual([]);
    expect(checkApi([first], await release('1.0.1', '2026-02-01', { saved, title, more: saved }))).toEqual([
      'The hook "more" is new: that needs a new minor version.',
    ]);
    expect(checkApi([first], await release('1.0.0', '2026-02-01', { saved, title }))).toEqual([
      'The version 1.0.0 does not come after 1.0.0.',
    ]);
  });

  test('may remove what was deprecated for long enough, in enough releases, and not before its promise', async () => {
    const history = [
      await release('1.0.0', '2026-01-01', { saved, title }),
      await release('1.1.0', '2026-02-01', { saved: going, title }),
      await release('1.2.0', '2026-05-01', { saved: going, title }),
    ];
    const without = (api: string, day: string) => release(api, day, { title });
    expect(checkApi(history, await without('2.0.0', '2026-08-01'))).toEqual([]);
    expect(checkApi(history, await without('2.0.0', '2026-07-31'))).toEqual([
      'The hook "saved" is gone in 2.0.0, and has to stay until 2026-08-01: it is deprecated since 2026-02-01.',
    ]);
    expect(checkApi(history, await without('1.3.0', '2026-09-01'))).toEqual([
      'The hook "saved" is gone in 1.3.0: that needs a new major version.',
      'The hook "saved" is gone in 1.3.0, and was promised until 2.0.0.',
    ]);
    expect(checkApi(history.slice(0, 2), await without('2.0.0', '2026-09-01'))).toEqual([
      'The hook "saved" is gone in 2.0.0, and was deprecated in 1 of 2 releases.',
    ]);
    expect(checkApi(history.slice(0, 1), await without('2.0.0', '2026-09-01'))).toEqual([
      'The hook "saved" is gone in 2.0.0, and was never deprecated.',
    ]);
    const policy = { releases: 1, months: 1 };
    expect(checkApi(history.slice(0, 2), await without('2.0.0', '2026-03-01'), policy)).toEqual([]);
  });
});
