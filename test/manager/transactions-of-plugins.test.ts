import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { draftOf, inTransaction, type RunnerName } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createHost, type TestHost, type WrittenPlugin } from './host.ts';

const RUNNERS: readonly RunnerName[] = ['inline', 'worker', 'process'];

/** Writes steps and their undoing into "steps.txt" of its data folder; the name that it greets says how it ends. */
const STEPPING: WrittenPlugin = {
  manifest: { hooks: { greet: {} } },
  code: `import { appendFileSync } from 'node:fs';
import { once } from 'node:events';
export default {
  hooks: {
    greet: ({ name }, ctx) => ctx.transaction(async ({ onRollback }) => {
      const note = (text) => appendFileSync(ctx.dataDir + '/steps.txt', text + ' ');
      for (const step of ['one', 'two', 'three']) {
        note(step);
        onRollback(async () => {
          note('-' + step);
          if (name === 'undo' && step === 'two') throw new Error('it is stuck');
        });
      }
      if (name === 'throw' || name === 'undo') throw new Error('no more');
      if (name === 'abort') {
        ctx.progress({ done: 1 });
        if (!ctx.signal.aborted) await once(ctx.signal, 'abort');
      }
      note('done');
      return name;
    }),
  },
};`,
};

async function createStepping(runner: RunnerName): Promise<TestHost> {
  const plugin = { ...STEPPING, manifest: { ...STEPPING.manifest, runner: { min: runner } } };
  const host = await createHost({ 'acme.steps': plugin }, (folder) => ({ stateDir: join(folder, 'state') }));
  await host.manager.start();
  return host;
}

async function stepsOf(host: TestHost): Promise<string> {
  return (await readFile(join(host.folder, 'state/data/acme.steps/steps.txt'), 'utf8')).trim();
}

async function failureOf(host: TestHost, name: string): Promise<unknown> {
  const { report } = await host.manager.hooks.executeWithReport('greet', { name });
  return (report.entries[0]?.error?.cause as Error | undefined)?.message;
}

describe.each(RUNNERS)('a transaction of a plugin (%s)', { timeout: 30_000 }, (runner) => {
  test('stands if all steps succeed', async () => {
    const host = await createStepping(runner);
    expect([await host.greet('fine'), await stepsOf(host)]).toEqual([['fine'], 'one two three done']);
  });

  test('is undone from the last step on if one throws', async () => {
    const host = await createStepping(runner);
    expect([await failureOf(host, 'throw'), await stepsOf(host)]).toEqual([
      'no more',
      'one two three -three -two -one',
    ]);
  });

  test('is undone in spite of errors in undoing', async () => {
    const host = await createStepping(runner);
    expect([await failureOf(host, 'undo'), await stepsOf(host)]).toEqual([
      'A transaction of the plugin "acme.steps" 1.0.0 could not be rolled back: it is stuck. It was to be because: no more',
      'one two three -three -two -one',
    ]);
  });

  test('is undone if the call is aborted before it has ended', async () => {
    const host = await createStepping(runner);
    const controller = new AbortController();
    host.manager.on('plugin:progress', () => controller.abort(new Error('the user left')));
    const call = host.manager.hooks.execute('greet', { name: 'abort' }, { signal: controller.signal });
    await expect(call).rejects.toMatchObject({ code: 'CALL_ABORTED' });
    await expect.poll(() => stepsOf(host)).toBe('one two three done -three -two -one');
  });
});

test.each(RUNNERS)(
  'a store of the host stays unchanged when a plugin fails (%s)',
  { timeout: 30_000 },
  async (runner) => {
    const plugin = (code: string): WrittenPlugin => ({ manifest: { runner: { min: runner } }, code });
    const host = await createHost({
      'acme.good': plugin(`{ hooks: { greet: ({ name }) => name + ' is good' } }`),
      'acme.picky': plugin(
        `{ hooks: { greet({ name }) { if (name === 'b') throw new Error('not b'); return name + ' is fine'; } } }`,
      ),
    });
    await host.manager.start();
    const store: Record<string, unknown> = {};
    const greet = (name: string) =>
      inTransaction(draftOf(store), async (draft) => {
        draft[name] = 'begun';
        const reported = await host.manager.hooks.executeWithReport('greet', { name });
        draft[name] = reported.value;
        return reported;
      });
    await greet('a');
    await expect(greet('b')).rejects.toMatchObject({
      code: 'TRANSACTION_ROLLED_BACK',
      data: { plugins: ['acme.picky'] },
    });
    expect(store).toEqual({ a: ['a is good', 'a is fine'] });
  },
);
