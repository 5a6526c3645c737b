import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { createStateStore } from '../../../src/manager/state/state-store.ts';
import { createRandom } from '../../examples/random.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { assertBuilt } from '../../tooling/assert-built.ts';
import { linesOf, runNode, startNode } from '../health/run-node.ts';

const UPDATE_STATE = fileURLToPath(new URL('./fixtures/update-state.mjs', import.meta.url));

beforeAll(assertBuilt);

interface Counted {
  readonly plugins: Readonly<Record<string, { readonly updates: number }>>;
}

async function readCounts(folder: string): Promise<Counted['plugins']> {
  return (JSON.parse(await readFile(join(folder, 'state.json'), 'utf8')) as Counted).plugins;
}

test('four processes that change the state at once lose nothing', { timeout: 60_000 }, async () => {
  const folder = await createTemporaryFolder();
  const ids = ['acme.a', 'acme.b', 'acme.c', 'acme.d'];
  const results = await Promise.all(ids.map((id, index) => runNode([UPDATE_STATE, folder, id, String(20 + index)])));
  expect(results.map(({ code, stderr }) => ({ code, stderr }))).toEqual(ids.map(() => ({ code: 0, stderr: '' })));
  expect(await readCounts(folder)).toEqual({
    'acme.a': { enabled: true, updates: 20 },
    'acme.b': { enabled: false, updates: 21 },
    'acme.c': { enabled: true, updates: 22 },
    'acme.d': { enabled: false, updates: 23 },
    'acme.shared': { updates: 86 },
  });
  expect(await readdir(folder)).toEqual(['state.json']);
});

test('a process that is killed while it writes loses nothing that it had written', { timeout: 60_000 }, async () => {
  const folder = await createTemporaryFolder();
  const random = createRandom(7);
  for (let round = 0; round < 8; round++) {
    const before = (await readCounts(folder).catch(() => undefined))?.['acme.a']?.updates ?? 0;
    const child = startNode([UPDATE_STATE, folder, 'acme.a', '100000']);
    const lines = linesOf(child);
    const enough = 1 + random.below(8);
    let done = 0;
    while (done < enough) done = Number((await lines.next()).value);
    // Anywhere in the next update.
    child.kill('SIGKILL');
    await once(child, 'exit');
    for await (const line of lines) done = Number(line);
    const after = (await readCounts(folder))['acme.a']!.updates;
    expect(after - before).toBeOneOf([done, done + 1]);
    await createStateStore({ folder, lock: { timeoutMs: 0 } }).update(({ plugins }) => {
      plugins['acme.parent'] = { enabled: round % 2 === 0 };
    });
  }
  expect((await readdir(folder)).filter((name) => name !== 'state.json')).toEqual([]);
});
