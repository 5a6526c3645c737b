import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSqlite } from '../../../src/manager/query/sqlite.ts';
import { createHost, type WrittenPlugin } from '../host.ts';

const PLUGINS: Readonly<Record<string, WrittenPlugin>> = {
  'acme.a': { manifest: { name: 'Zebra', keywords: ['animal'] } },
  'acme.b': { manifest: { name: 'Ape', keywords: ['animal'], provides: { zoo: '1.0.0' } } },
  'acme.c': { manifest: { name: 'Stone', description: 'No animal.' } },
};

const kinds = loadSqlite() === undefined ? (['memory', 'auto'] as const) : (['memory', 'auto', 'sqlite'] as const);

test.each(kinds)('a manager finds plugins a page at a time, with their states of now (%s)', async (index) => {
  const host = await createHost(PLUGINS, (folder) => ({ index, stateDir: join(folder, 'state') }));
  const ids = (query: Parameters<typeof host.manager.query>[0]) => {
    const { total, plugins } = host.manager.query(query);
    return [total, plugins.map(({ id, state }) => `${id} ${state}`)];
  };
  expect(ids({})).toEqual([0, []]);
  await host.manager.start();
  expect(ids({ keyword: 'animal', sort: 'name' })).toEqual([2, ['acme.b ready', 'acme.a ready']]);
  expect(ids({ text: 'ANIMAL', limit: 1, offset: 1 })).toEqual([3, ['acme.b ready']]);
  await host.manager.disable('acme.a');
  expect(ids({ state: 'disabled' })).toEqual([1, ['acme.a disabled']]);
  await host.remove('acme.b');
  await host.write({ 'acme.d': { manifest: { keywords: ['animal'] } } });
  await host.manager.rescan();
  expect(ids({ keyword: 'animal', order: 'desc' })).toEqual([2, ['acme.d ready', 'acme.a disabled']]);
  expect(host.manager.query().plugins).toEqual(host.manager.list());
  await host.manager.stop();
  expect(host.manager.query({ provides: 'zoo' }).total).toBe(0);
});

test.runIf(process.platform === 'linux')(
  'a manager that never ran keeps no index open once it is stopped',
  async () => {
    const { manager, folder } = await createHost(PLUGINS, (path) => ({ index: 'auto', stateDir: join(path, 'state') }));
    await manager.rescan();
    expect(manager.query().total).toBe(3);
    await manager.stop();
    const open = (await readdir('/proc/self/fd')).map((name) => readlink(`/proc/self/fd/${name}`).catch(() => ''));
    expect((await Promise.all(open)).filter((path) => path.startsWith(folder))).toEqual([]);
  },
);

test('a query is checked as a whole', async () => {
  const { manager } = await createHost();
  expect(() => manager.query({ sort: 'size', limit: -1, keywrod: 'x' } as never)).toThrow(
    expect.objectContaining({
      code: 'QUERY_INVALID',
      message:
        'The query for plugins is not valid: "sort" must be one of "id", "name", "version", "type", not the string "size"; "limit" must be a whole number from 0, not the number -1; there is no option "keywrod" (did you mean "keyword"?).',
    }),
  );
});

test.runIf(loadSqlite() === undefined)('a Node without SQLite says so where it is asked for', async () => {
  await expect(createHost({}, { index: 'sqlite' })).rejects.toMatchObject({
    code: 'INDEX_UNAVAILABLE',
    message: `This Node.js (${process.version}) has no module "node:sqlite", which the option index: 'sqlite' needs.`,
  });
});
