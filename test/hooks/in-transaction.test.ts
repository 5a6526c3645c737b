import { createHooks, defineHookspecs, draftOf, hook, inTransaction, type TransactionTarget } from 'hookline';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const specs = defineHookspecs({
  import_items: hook.collect({ args: { draft: z.any(), prefix: z.string() }, returns: z.array(z.string()) }),
});

type Store = Map<string, { name: string }>;

/** Two plugins that write into the draft; the second fails for the prefix "bad". */
function importers() {
  const hooks = createHooks(specs);
  hooks.on('hook:error', () => {});
  hooks.register(
    { id: 'acme.first', version: '1.0.0' },
    {
      import_items({ draft, prefix }: { readonly draft: Store; readonly prefix: string }) {
        draft.set(`${prefix}1`, { name: 'first' });
        for (const item of draft.values()) item.name += '!';
        return [`${prefix}1`];
      },
    },
  );
  hooks.register(
    { id: 'acme.second', version: '1.0.0' },
    {
      import_items({ draft, prefix }: { readonly draft: Store; readonly prefix: string }) {
        draft.delete('old');
        if (prefix === 'bad') throw new Error('no such item');
        return [`${prefix}2`];
      },
    },
  );
  return hooks;
}

const newStore = (): Store => new Map([['old', { name: 'old' }]]);

describe('a transaction on data in memory', () => {
  test('is committed when all hookimpls have succeeded', async () => {
    const [hooks, store] = [importers(), newStore()];
    const { value } = await inTransaction(draftOf(store), (draft) =>
      hooks.executeWithReport('import_items', { draft, prefix: 'a' }),
    );
    expect([value, [...store]]).toEqual([[['a1'], ['a2']], [['a1', { name: 'first!' }]]]);
  });

  test('leaves the store unchanged when one fails, and says which', async () => {
    const [hooks, store] = [importers(), newStore()];
    const run = inTransaction(draftOf(store), (draft) =>
      hooks.executeWithReport('import_items', { draft, prefix: 'bad' }),
    );
    await expect(run).rejects.toMatchObject({
      code: 'TRANSACTION_ROLLED_BACK',
      message: expect.stringMatching(
        /^The transaction was rolled back: in the hook "import_items" the plugin "acme.second" failed: .*no such item$/,
      ),
      data: { hook: 'import_items', plugins: ['acme.second'] },
      cause: { code: 'HOOK_FAILED' },
    });
    expect([...store]).toEqual([['old', { name: 'old' }]]);
  });

  test('keeps what the others did where that is asked for', async () => {
    const [hooks, store] = [importers(), newStore()];
    const run = (draft: Store) => hooks.executeWithReport('import_items', { draft, prefix: 'bad' });
    await inTransaction(draftOf(store), run, { commit: 'partial' });
    expect([...store.keys()]).toEqual(['bad1']);
  });

  test('leaves the store unchanged when the host itself throws behind the calls', async () => {
    const [hooks, store] = [importers(), newStore()];
    const run = inTransaction(draftOf(store), async (draft) => {
      const items = await hooks.execute('import_items', { draft, prefix: 'a' });
      throw new Error(`${items.length} are too many`);
    });
    await expect(run).rejects.toThrow('2 are too many');
    expect([...store]).toEqual([['old', { name: 'old' }]]);
  });

  test('shares nothing with whoever keeps the draft', async () => {
    const store: { list: { n: number }[]; gone?: boolean } = { list: [{ n: 1 }], gone: true };
    let kept: typeof store | undefined;
    await inTransaction(draftOf(store), (draft) => {
      kept = draft;
      draft.list.push({ n: 2 });
      delete draft.gone;
    });
    kept!.list[0]!.n = 7;
    expect(store).toEqual({ list: [{ n: 1 }, { n: 2 }] });
  });

  test('fails if another one has committed since it began, and changes nothing', async () => {
    const store = [0];
    const target = draftOf(store);
    const slow = inTransaction(target, async (draft) => {
      await inTransaction(draftOf(store), (other) => void other.push(1));
      draft.push(2);
    });
    await expect(slow).rejects.toMatchObject({ code: 'TRANSACTION_CONFLICT' });
    expect(store).toEqual([0, 1]);
  });

  test('fails if the draft cannot be copied any more', async () => {
    const store: Record<string, unknown> = { a: 1 };
    const run = inTransaction(draftOf(store), (draft) => void (draft['a'] = () => {}));
    await expect(run).rejects.toMatchObject({ code: 'TRANSACTION_ROLLED_BACK', hint: 'Keep to plain data.' });
    expect(store).toEqual({ a: 1 });
  });

  test('gives the data the content of the draft, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.array(fc.integer()), async (before, after) => {
        const data = [before];
        const set = new Set(before);
        await inTransaction(draftOf(data), (draft) => void draft.splice(0, 1, after));
        await inTransaction(draftOf(set), (draft) => {
          draft.clear();
          for (const each of after) draft.add(each);
        });
        expect([data, set]).toEqual([[after], new Set(after)]);
      }),
    );
  });

  test.each([
    ['a frozen object', Object.freeze({}), 'the data is frozen'],
    ['a date', new Date(0), 'a plain object, an array, a Map or a Set is needed, not '],
  ])('refuses %s', (_, data, problem) => {
    expect(() => draftOf(data)).toThrow(`The transaction cannot begin: ${problem}`);
  });
});

describe('a transaction on something else', () => {
  function recording(fails: 'commit' | 'rollback' | undefined) {
    const steps: string[] = [];
    const target: TransactionTarget<string[]> = {
      begin: () => [],
      commit(draft) {
        steps.push(`commit ${draft.join()}`);
        if (fails !== undefined) throw new Error('disk full');
      },
      rollback(draft) {
        steps.push(`rollback ${draft.join()}`);
        if (fails === 'rollback') throw new Error('disk gone');
      },
    };
    return { steps, target };
  }

  test.each([
    [undefined, ['commit a'], undefined],
    ['commit' as const, ['commit a', 'rollback a'], 'disk full'],
    [
      'rollback' as const,
      ['commit a', 'rollback a'],
      'The transaction could not be rolled back: disk gone. It was to be because: disk full',
    ],
  ])('is committed, or rolled back (failing: %s)', async (fails, expected, message) => {
    const { steps, target } = recording(fails);
    const outcome = await inTransaction(target, (draft) => draft.push('a')).then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
    expect([steps, outcome]).toEqual([expected, message]);
  });

  test('refuses what is no target', async () => {
    await expect(inTransaction({} as never, () => {})).rejects.toMatchObject({ code: 'TRANSACTION_INVALID' });
  });
});
