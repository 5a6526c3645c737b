import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestInput, PluginState } from 'hookline';
import * as fc from 'fast-check';
import compareVersions from 'semver/functions/compare.js';
import { afterEach, describe, expect, test } from 'vitest';
import type { FoundPlugin } from '../../../src/discovery/source.ts';
import { MemoryIndex } from '../../../src/manager/query/memory-index.ts';
import { toIndexed, type PluginIndex } from '../../../src/manager/query/plugin-index.ts';
import { parseQuery, type PluginQuery } from '../../../src/manager/query/plugin-query.ts';
import { SqliteIndex } from '../../../src/manager/query/sqlite-index.ts';
import { loadSqlite } from '../../../src/manager/query/sqlite.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { found, invalid } from '../resolution/resolution-setup.ts';

const sqlite = loadSqlite();
const opened: PluginIndex[] = [];

afterEach(() => {
  for (const index of opened.splice(0)) index.close();
});

/** Every index that this Node can have, each in the same file each time it is made. */
const INDEXES: readonly (readonly [name: string, create: (folder: string) => PluginIndex])[] = [
  ['memory', () => new MemoryIndex()],
  ...(sqlite === undefined
    ? []
    : [
        ['sqlite', (folder: string) => new SqliteIndex(sqlite, join(folder, 'state/plugins.sqlite'))] as const,
        ['sqlite in memory', () => new SqliteIndex(sqlite, undefined)] as const,
      ]),
];

async function open(create: (folder: string) => PluginIndex, folder?: string): Promise<PluginIndex> {
  const index = create(folder ?? (await createTemporaryFolder()));
  opened.push(index);
  return index;
}

const PLUGINS: readonly FoundPlugin[] = [
  found({ id: 'acme.b', version: '1.10.0', name: 'Books', type: 'import', keywords: ['books', 'import'] }),
  found({
    id: 'acme.a',
    version: '1.9.0',
    name: 'films',
    type: 'import',
    keywords: ['import'],
    provides: { db: '1.0.0' },
  }),
  found({
    id: 'acme.c',
    version: '2.0.0-rc.1',
    description: 'Prints BOOKS as PDF.',
    requires: { db: '^1' },
    hooks: { print: {} },
  }),
  invalid('acme.broken'),
];
const STATES: readonly PluginState[] = ['active', 'ready', 'active', 'invalid'];

describe.each(INDEXES)('an index of plugins (%s)', (_, create) => {
  test.each<readonly [query: PluginQuery, total: number, ids: readonly string[]]>([
    [{}, 4, ['acme.a', 'acme.b', 'acme.broken', 'acme.c']],
    [{ order: 'desc' }, 4, ['acme.c', 'acme.broken', 'acme.b', 'acme.a']],
    [{ sort: 'version' }, 4, ['acme.broken', 'acme.a', 'acme.b', 'acme.c']],
    [{ sort: 'name' }, 4, ['acme.c', 'acme.broken', 'acme.b', 'acme.a']],
    [{ sort: 'type', order: 'desc' }, 4, ['acme.b', 'acme.a', 'acme.c', 'acme.broken']],
    [{ limit: 2, offset: 1 }, 4, ['acme.b', 'acme.broken']],
    [{ limit: 0 }, 4, []],
    [{ offset: 9 }, 4, []],
    [{ state: 'active' }, 2, ['acme.b', 'acme.c']],
    [{ state: ['invalid', 'ready'] }, 2, ['acme.a', 'acme.broken']],
    [{ state: [] }, 0, []],
    [{ type: 'import', keyword: 'books' }, 1, ['acme.b']],
    [{ keyword: 'import' }, 2, ['acme.a', 'acme.b']],
    [{ hook: 'print' }, 1, ['acme.c']],
    [{ provides: 'db' }, 1, ['acme.a']],
    [{ requires: 'db' }, 1, ['acme.c']],
    [{ text: 'books' }, 2, ['acme.b', 'acme.c']],
    [{ text: ' BOOKS  acme.c ' }, 1, ['acme.c']],
    [{ text: `%_' OR 1=1` }, 0, []],
    [{ keyword: `'; DROP TABLE plugins` }, 0, []],
  ])('answers %j', async (query, total, ids) => {
    const index = await open(create);
    index.fill(toIndexed(PLUGINS));
    const matches = index.find(parseQuery(query), STATES);
    expect([matches.total, matches.numbers.map((number) => PLUGINS[number]!.id)]).toEqual([total, ids]);
  });

  test('knows the states of now, and forgets what is gone', async () => {
    const index = await open(create);
    const active = parseQuery({ state: 'active' });
    index.fill(toIndexed(PLUGINS));
    index.find(active, STATES);
    expect(index.find(active, ['failed', 'active', 'active', 'invalid']).numbers).toEqual([1, 2]);
    index.fill(toIndexed(PLUGINS.slice(0, 1)));
    expect(index.find(parseQuery({}), ['ready'])).toEqual({ total: 1, numbers: [0] });
    index.close();
    index.fill(toIndexed(PLUGINS));
    expect(index.find(active, STATES).numbers).toEqual([0, 2]);
  });

  test('answers as a look at each of 500 plugins does', { timeout: 60_000 }, async () => {
    const plugins = fc.sample(fc.array(anyPlugin, { minLength: 500, maxLength: 500 }), { numRuns: 1, seed: 7 })[0]!;
    const states = plugins.map((_each, number) => ANY_STATES[number % ANY_STATES.length]!);
    const index = await open(create);
    index.fill(toIndexed(plugins));
    fc.assert(
      fc.property(anyQuery, (query) => {
        expect(index.find(parseQuery(query), states)).toEqual(bruteForce(query, plugins, states));
      }),
      { numRuns: 300 },
    );
  });
});

describe.runIf(sqlite !== undefined)('an index in a file of SQLite', () => {
  const [, create] = INDEXES.find(([name]) => name === 'sqlite') ?? INDEXES[0]!;

  test.each([
    ['is no database', () => 'junk'.repeat(2000)],
    ['is empty', () => ''],
    [
      'is damaged inside',
      (whole: Buffer) => Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(whole.length - 4096, 7)]),
    ],
  ])('is made anew if the file %s', async (_, damage) => {
    const folder = await createTemporaryFolder();
    const file = join(folder, 'state/plugins.sqlite');
    const first = await open(create, folder);
    first.fill(toIndexed(PLUGINS));
    first.find(parseQuery({}), STATES);
    first.close();
    await writeFile(file, damage(await readFile(file)));
    const second = await open(create, folder);
    second.fill(toIndexed(PLUGINS));
    expect(second.find(parseQuery({ keyword: 'books' }), STATES)).toEqual({ total: 1, numbers: [0] });
  });

  test('is not written again for the same plugins', async () => {
    const folder = await createTemporaryFolder();
    const file = join(folder, 'state/plugins.sqlite');
    const times: bigint[] = [];
    for (let time = 0; time < 2; time++) {
      const index = await open(create, folder);
      index.fill(toIndexed(PLUGINS));
      index.find(parseQuery({}), STATES);
      index.close();
      times.push((await stat(file, { bigint: true })).mtimeNs);
    }
    expect(times[1]).toBe(times[0]);
  });

  test('gives each of two that share it its own answers', async () => {
    const folder = await createTemporaryFolder();
    const [one, other] = [await open(create, folder), await open(create, folder)];
    one.fill(toIndexed(PLUGINS));
    other.fill(toIndexed(PLUGINS.slice(1)));
    const find = (index: PluginIndex, states: readonly PluginState[]) => index.find(parseQuery({}), states).total;
    expect([find(one, STATES), find(other, STATES.slice(1)), find(one, STATES)]).toEqual([4, 3, 4]);
  });

  test('that cannot be written says so', async () => {
    const folder = await createTemporaryFolder({ state: 'a file in place of the folder' });
    const index = await open(create, folder);
    index.fill(toIndexed(PLUGINS));
    expect(() => index.find(parseQuery({}), STATES)).toThrow(
      expect.objectContaining({ code: 'INDEX_UNAVAILABLE', hint: expect.stringContaining(`index: 'memory'`) }),
    );
  });
});

const ANY_STATES: readonly PluginState[] = ['active', 'ready', 'failed', 'disabled', 'untrusted'];
const word = fc.constantFrom('alpha', 'Beta', 'ÄRGER', 'gamma-ray', '𝒳', '\uFF5E', 'a');
const words = fc.uniqueArray(word, { maxLength: 3 });
const service = fc.constantFrom('db', 'mail', 'clock');

const anyPlugin = fc
  .record({
    id: fc.stringMatching(/^acme\.[a-d]{1,3}$/),
    version: fc.constantFrom('1.0.0', '1.2.0', '1.10.0', '2.0.0-rc.1', '2.0.0'),
    name: fc.option(
      fc.array(word, { minLength: 1, maxLength: 2 }).map((list) => list.join(' ')),
      { nil: undefined },
    ),
    description: fc.option(
      words.filter((list) => list.length > 0).map((list) => list.join(' ')),
      { nil: undefined },
    ),
    type: fc.option(word, { nil: undefined }),
    keywords: words,
    hooks: words.map((list) => Object.fromEntries(list.map((name) => [name, {}]))),
    provides: fc.uniqueArray(service).map((list) => Object.fromEntries(list.map((id) => [id, '1.0.0']))),
    requires: fc.uniqueArray(service).map((list) => Object.fromEntries(list.map((id) => [id, '^1']))),
  })
  .map((manifest) => found(manifest as Partial<ManifestInput> & { readonly id: string }));

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 1 });

const anyQuery = fc
  .record({
    state: maybe(fc.oneof(fc.constantFrom(...ANY_STATES), fc.subarray([...ANY_STATES]))),
    type: maybe(word),
    keyword: maybe(word),
    hook: maybe(word),
    provides: maybe(service),
    requires: maybe(service),
    text: maybe(
      fc
        .array(fc.constantFrom('alp', 'BETA', 'ärger', 'a', 'acme.b', '𝒳'), { maxLength: 2 })
        .map((list) => list.join(' ')),
    ),
    sort: maybe(fc.constantFrom('id' as const, 'name' as const, 'version' as const, 'type' as const)),
    order: maybe(fc.constantFrom('asc' as const, 'desc' as const)),
    limit: maybe(fc.nat(20)),
    offset: maybe(fc.nat(20)),
  })
  .map((query) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as PluginQuery);

/** What a query means, looked up plugin by plugin. */
function bruteForce(query: PluginQuery, plugins: readonly FoundPlugin[], states: readonly PluginState[]): unknown {
  const {
    state,
    type,
    keyword,
    hook,
    provides,
    requires,
    text = '',
    sort = 'id',
    order = 'asc',
    limit,
    offset = 0,
  } = query;
  const matching = plugins.flatMap(({ id, manifest }, number) => {
    const { name, description, keywords } = manifest!;
    const lines = [id, name, description, ...keywords].map((line) => line?.toLowerCase());
    const fits =
      (state === undefined || [state].flat().includes(states[number]!)) &&
      (type === undefined || manifest!.type === type) &&
      (keyword === undefined || keywords.includes(keyword)) &&
      (hook === undefined || hook in manifest!.hooks) &&
      (provides === undefined || provides in manifest!.provides) &&
      (requires === undefined || requires in manifest!.requires) &&
      text
        .toLowerCase()
        .split(' ')
        .every((part) => lines.some((line) => line?.includes(part)));
    return fits ? [number] : [];
  });
  const keyOf = (number: number): string => plugins[number]!.manifest![sort] ?? '';
  const compare = (left: string, right: string): number =>
    sort === 'version' ? compareVersions(left, right) : Number(left > right) - Number(left < right);
  matching.sort((left, right) => (order === 'asc' ? 1 : -1) * compare(keyOf(left), keyOf(right)) || left - right);
  return { total: matching.length, numbers: matching.slice(offset, limit === undefined ? undefined : offset + limit) };
}
