import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { directory } from 'hookline';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createHost, type TestHost } from './host.ts';

const PERMISSIONS = [
  { name: 'net' as const, hosts: ['a.example', 'b.example'] },
  { name: 'fs' as const, read: ['./data'], optional: true },
];

async function createPair(trusted: boolean): Promise<{ stateDir: string; start: () => Promise<TestHost> }> {
  const stateDir = await createTemporaryFolder();
  const first = await createHost({ 'acme.one': { manifest: { permissions: PERMISSIONS } } }, { stateDir });
  const sources = [directory(join(first.folder, 'plugins'), { trusted })];
  const start = async (): Promise<TestHost> => {
    const host = await createHost({}, { stateDir, sources });
    await host.manager.start();
    return host;
  };
  return { stateDir, start };
}

function statusesOf({ manager }: TestHost): readonly string[] {
  return manager.get('acme.one')!.permissions.map(({ status }) => status);
}

async function readPlugin(stateDir: string): Promise<Record<string, { permission: string; at: string }[]>> {
  const state = JSON.parse(await readFile(join(stateDir, 'state.json'), 'utf8')) as { plugins: never };
  return state.plugins['acme.one'];
}

function rewriteState(stateDir: string, plugin: object): Promise<void> {
  return writeFile(join(stateDir, 'state.json'), JSON.stringify({ version: 1, plugins: { 'acme.one': plugin } }));
}

test('grants are kept one by one with their time, and hold in the next process', async () => {
  const { stateDir, start } = await createPair(false);
  const host = await start();
  await host.manager.trust('acme.one', { permissions: ['net:a.example'] });
  await host.manager.grant('acme.one', 'net:b.example');
  await host.manager.stop();
  const { grants, revoked } = await readPlugin(stateDir);
  expect([grants, revoked]).toEqual([
    ['net:a.example', 'net:b.example'].map((permission) => ({
      permission,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    })),
    undefined,
  ]);
  const later = await start();
  expect([statusesOf(later), later.states()]).toEqual([['granted', 'granted', 'missing'], { 'acme.one': 'ready' }]);
});

test('what was revoked stays so in the next process, also where the source is trusted', async () => {
  const { start } = await createPair(true);
  const host = await start();
  await host.manager.revoke('acme.one', ['net:b.example', 'fs.read:./data']);
  await host.manager.stop();
  const later = await start();
  expect([statusesOf(later), later.states()]).toEqual([['granted', 'revoked', 'revoked'], { 'acme.one': 'untrusted' }]);
  await later.manager.trust('acme.one');
  expect([statusesOf(later), later.states()]).toEqual([['granted', 'granted', 'granted'], { 'acme.one': 'ready' }]);
  await later.manager.trust('acme.one', { permissions: ['net:*'] });
  expect(statusesOf(later)).toEqual(['granted', 'granted', 'revoked']);
});

test('what a file says that is no permission grants nothing, and stays in the file', async () => {
  const { stateDir, start } = await createPair(false);
  const host = await start();
  await host.manager.trust('acme.one');
  const { trust } = await readPlugin(stateDir);
  await host.manager.stop();
  const odd = ['net', '', 'net:', '__proto__:x', 'fs.read', 'later:thing'].map((permission) => ({
    permission,
    at: '',
    by: 'Ada',
  }));
  await rewriteState(stateDir, { trust, grants: odd, revoked: odd });
  const later = await start();
  expect(statusesOf(later)).toEqual(['missing', 'missing', 'missing']);
  await later.manager.grant('acme.one', 'net:*');
  expect((await readPlugin(stateDir))['grants']!.slice(0, odd.length)).toEqual(odd);
  expect(later.states()).toEqual({ 'acme.one': 'ready' });
});

test('what is both granted and revoked is revoked', async () => {
  const { stateDir, start } = await createPair(true);
  const record = [{ permission: 'net:a.example', at: '2026-01-01T00:00:00.000Z' }];
  await rewriteState(stateDir, { grants: record, revoked: record });
  expect(statusesOf(await start())).toEqual(['revoked', 'granted', 'granted']);
});

test.each([
  [{ grants: 'net:a.example' }],
  [{ grants: ['net:a.example'] }],
  [{ grants: [{ permission: 5, at: '' }] }],
  [{ grants: [null], revoked: {} }],
])('a file with the grants %j is damaged: it is set aside, and nothing is granted', async (plugin) => {
  const { stateDir, start } = await createPair(false);
  await rewriteState(stateDir, plugin);
  const host = await start();
  expect(host.payloads('manager:problem')).toMatchObject([{ code: 'STATE_DAMAGED' }]);
  expect([statusesOf(host), host.states()]).toEqual([['missing', 'missing', 'missing'], { 'acme.one': 'untrusted' }]);
});

test('ten thousand grants and as many things that are revoked are no trouble', { timeout: 30_000 }, async () => {
  const stateDir = await createTemporaryFolder();
  const many = (kind: string) =>
    Array.from({ length: 10_000 }, (_, index) => ({ permission: `${kind}:/deep/er/${index}/${index}`, at: '' }));
  const lists = Array.from({ length: 64 }, (_, list) => ({
    name: 'fs' as const,
    read: Array.from({ length: 32 }, (__, index) => `/deep/er/${list * 32 + index}/${list * 32 + index}/x`),
    optional: true,
  }));
  await rewriteState(stateDir, { grants: many('fs.read'), revoked: many('fs.write') });
  const host = await createHost({ 'acme.one': { manifest: { permissions: lists } } }, (folder) => ({
    stateDir,
    sources: [directory(join(folder, 'plugins'))],
  }));
  await host.manager.start();
  expect([statusesOf(host).length, new Set(statusesOf(host))]).toEqual([2048, new Set(['granted'])]);
  await host.manager.revoke('acme.one', 'fs.read:/deep');
  expect(new Set(statusesOf(host))).toEqual(new Set(['revoked']));
  expect((await readPlugin(stateDir))['revoked']).toHaveLength(22_048);
  expect(String(host.manager.explain('acme.one')).split('\n').length).toBeLessThan(50);
});
