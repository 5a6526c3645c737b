import { join } from 'node:path';
import { builtin, directory } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createHost, type TestHost, type WrittenPlugin } from './host.ts';

type Permissions = NonNullable<NonNullable<WrittenPlugin['manifest']>['permissions']>;

const STATS = { name: 'net', hosts: ['stats.example', 'b.example'], reason: 'Sends counts.' } as const;
const LOGS = { name: 'fs', read: ['/var/log'], write: ['./out'], optional: true } as const;

function asking(...permissions: readonly unknown[]): WrittenPlugin {
  return { manifest: { permissions: permissions as Permissions } };
}

function untrusted(folder: string) {
  return { sources: [directory(join(folder, 'plugins'))] };
}

/** Which of its permissions a plugin has, by their texts. */
function grantsOf({ manager }: TestHost, id = 'acme.one'): Record<string, string> {
  return Object.fromEntries(manager.get(id)!.permissions.map(({ permission, status }) => [permission, status]));
}

describe('the permissions of a plugin', () => {
  test('are listed one by one, with what the operator says of each, as plain JSON', async () => {
    const { manager } = await createHost({ 'acme.one': asking(STATS, LOGS, { name: 'worker' }) }, untrusted);
    await manager.start();
    const { permissions } = JSON.parse(JSON.stringify(manager.get('acme.one'))) as { permissions: unknown };
    expect(permissions).toEqual([
      {
        permission: 'net:stats.example',
        status: 'missing',
        optional: false,
        reason: 'Sends counts.',
        level: 'declared',
      },
      { permission: 'net:b.example', status: 'missing', optional: false, reason: 'Sends counts.', level: 'declared' },
      { permission: 'fs.read:/var/log', status: 'missing', optional: true, level: 'declared' },
      { permission: 'fs.write:./out', status: 'missing', optional: true, level: 'declared' },
      { permission: 'worker', status: 'missing', optional: false, level: 'declared' },
    ]);
  });

  test('are all granted to a plugin of a trusted source, and to one in code', async () => {
    const inCode = {
      manifest: {
        id: 'acme.code',
        version: '1.0.0',
        api: '^1.0',
        hooks: {},
        permissions: [{ name: 'worker' as const }],
      },
      plugin: {},
    };
    const host = await createHost({ 'acme.one': asking(STATS) }, (folder) => ({
      sources: [directory(join(folder, 'plugins'), { trusted: true }), builtin([inCode])],
    }));
    await host.manager.start();
    expect([grantsOf(host), grantsOf(host, 'acme.code')]).toEqual([
      { 'net:stats.example': 'granted', 'net:b.example': 'granted' },
      { worker: 'granted' },
    ]);
  });

  test('are all granted by trust, and taken back with it', async () => {
    const host = await createHost({ 'acme.one': asking(STATS, LOGS) }, untrusted);
    await host.manager.start();
    await host.manager.trust('acme.one');
    expect([Object.values(grantsOf(host)), host.states()]).toEqual([Array(4).fill('granted'), { 'acme.one': 'ready' }]);
    await host.manager.untrust('acme.one');
    expect([Object.values(grantsOf(host)), host.states()]).toEqual([
      Array(4).fill('missing'),
      { 'acme.one': 'untrusted' },
    ]);
  });

  test('that are written twice count once, and as required if they are so once', async () => {
    const twice = [
      { name: 'fs', read: ['./out'], optional: true },
      { name: 'fs', read: ['out/*'], reason: 'Reads.' },
    ];
    const { manager } = await createHost({ 'acme.one': asking(...twice) }, untrusted);
    await manager.start();
    expect(manager.get('acme.one')?.permissions).toMatchObject([
      { permission: 'fs.read:./out', optional: false, reason: 'Reads.' },
    ]);
  });
});

describe('a plugin that lacks a permission', () => {
  test('waits for those that it cannot do without, and says what they are for', async () => {
    const host = await createHost({ 'acme.one': asking(STATS, LOGS, { name: 'worker' }) }, untrusted);
    await host.manager.start();
    const status = await host.manager.trust('acme.one', { permissions: ['worker'] });
    expect(status).toMatchObject({
      state: 'untrusted',
      trusted: true,
      code: 'PERMISSION_NOT_GRANTED',
      reason:
        'The plugin "acme.one" 1.0.0 needs permissions that are not granted: "net:stats.example" (Sends counts), "net:b.example" (Sends counts).',
      remedy: 'If the plugin may have them: manager.grant("acme.one", ["net:stats.example", "net:b.example"]).',
    });
    expect(await host.greet()).toEqual([]);
    expect(await host.manager.grant('acme.one', 'net:stats.example')).toMatchObject({ state: 'untrusted' });
    expect(await host.manager.grant('acme.one', ['net:b.example'])).toMatchObject({ state: 'ready', code: undefined });
    expect(await host.greet()).toEqual(['hello from acme.one']);
    expect(grantsOf(host)).toEqual({
      'net:stats.example': 'granted',
      'net:b.example': 'granted',
      'fs.read:/var/log': 'missing',
      'fs.write:./out': 'missing',
      worker: 'granted',
    });
  });

  test('takes those with it that need it, and brings them back', async () => {
    const host = await createHost({
      'acme.needy': { manifest: { dependencies: { plugins: { 'acme.one': '^1' } } } },
      'acme.one': asking(STATS),
    });
    await host.manager.start();
    expect(await host.greet()).toHaveLength(2);
    await host.manager.revoke('acme.one', 'net:*');
    expect([host.states(), await host.greet()]).toEqual([{ 'acme.needy': 'unresolved', 'acme.one': 'untrusted' }, []]);
    expect(host.manager.get('acme.one')?.reason).toBe(
      'The plugin "acme.one" 1.0.0 needs permissions that are not granted: "net:stats.example" (Sends counts; revoked), "net:b.example" (Sends counts; revoked).',
    );
    expect(host.manager.explain('acme.needy').changes).toEqual([
      'If the plugin may have them: manager.grant("acme.one", ["net:stats.example", "net:b.example"]).',
    ]);
    await host.manager.grant('acme.one', 'net:*');
    expect(await host.greet()).toHaveLength(2);
  });

  test('waits at once if another process takes the permission from it while it is loaded', async () => {
    const host = await createHost({ 'acme.one': asking(STATS), 'acme.two': {} }, (folder) => ({
      stateDir: join(folder, 'state'),
    }));
    const other = await createHost({}, () => ({
      sources: [directory(join(host.folder, 'plugins'), { trusted: true })],
      stateDir: join(host.folder, 'state'),
    }));
    await host.manager.start();
    await other.manager.revoke('acme.one', 'net:b.example');
    // Whoever changes something reads what the others have decided.
    await host.manager.enable('acme.two');
    expect([host.states()['acme.one'], await host.greet()]).toEqual(['untrusted', ['hello from acme.two']]);
  });
});

describe('grant and revoke', () => {
  test('start a plugin anew that runs without the permission, and those that hold on to it', async () => {
    const counting = (id: string) =>
      `let lives = 0; export default { hooks: { greet: () => '${id} ' + lives }, activate() { lives += 1; } };`;
    const host = await createHost({
      'acme.needy': {
        manifest: { activation: 'startup', dependencies: { plugins: { 'acme.one': '^1' } } },
        code: counting('needy'),
      },
      'acme.one': { ...asking(LOGS), code: counting('one') },
      'acme.other': { code: counting('other') },
    });
    await host.manager.start();
    const first = await host.greet();
    await host.manager.revoke('acme.one', 'fs.read:/var/log');
    const second = await host.greet();
    await host.manager.revoke('acme.one', 'fs.read:/var/log');
    expect([first.toSorted(), second.toSorted(), (await host.greet()).toSorted()]).toEqual([
      ['needy 1', 'one 1', 'other 1'],
      ['needy 2', 'one 2', 'other 1'],
      ['needy 2', 'one 2', 'other 1'],
    ]);
    expect(host.states()).toEqual({ 'acme.needy': 'active', 'acme.one': 'active', 'acme.other': 'active' });
  });

  test('a folder is revoked together with one below it, and a part of it can be granted on its own', async () => {
    const paths = { name: 'fs', read: ['/data', '/data/a', '/data/b'], optional: true };
    const host = await createHost({ 'acme.one': asking(paths) });
    await host.manager.start();
    await host.manager.revoke('acme.one', 'fs.read:/data/a');
    expect(Object.values(grantsOf(host))).toEqual(['revoked', 'revoked', 'granted']);
    await host.manager.revoke('acme.one', 'fs.read:/data');
    expect(Object.values(grantsOf(host))).toEqual(['revoked', 'revoked', 'revoked']);
    await host.manager.grant('acme.one', 'fs.read:/data/b');
    expect(Object.values(grantsOf(host))).toEqual(['revoked', 'revoked', 'granted']);
    await host.manager.grant('acme.one', 'fs.read:/data');
    expect(Object.values(grantsOf(host))).toEqual(['granted', 'granted', 'granted']);
  });

  test('refuse what the plugin does not ask for, and change nothing', async () => {
    const host = await createHost({ 'acme.none': {}, 'acme.one': asking(STATS) });
    await host.manager.start();
    const attempt = (run: Promise<unknown>): Promise<unknown> => run.catch((thrown: unknown) => thrown);
    expect(await attempt(host.manager.revoke('acme.one', ['net:b.example', 'net:stat.example']))).toMatchObject({
      code: 'PERMISSION_UNKNOWN',
      message:
        'The plugin "acme.one" does not ask for the permission "net:stat.example". Did you mean "net:stats.example"?',
      hint: 'It asks for "net:stats.example", "net:b.example".',
    });
    expect(await attempt(host.manager.grant('acme.none', 'native'))).toMatchObject({
      hint: 'It asks for no permissions.',
    });
    for (const wrong of [undefined, null, 5, {}, [[]], 'net', 'fs', ''] as unknown as string[]) {
      expect(await attempt(host.manager.grant('acme.one', wrong))).toMatchObject({ code: 'PERMISSION_UNKNOWN' });
    }
    for (const wrong of [5, [], { permission: [] }, { permissions: 'net' }] as object[]) {
      expect(await attempt(host.manager.trust('acme.one', wrong))).toMatchObject({ code: 'OPERATION_REFUSED' });
    }
    expect(await attempt(host.manager.grant('acme.on', 'net'))).toMatchObject({ code: 'PLUGIN_UNKNOWN' });
    expect(grantsOf(host)).toEqual({ 'net:stats.example': 'granted', 'net:b.example': 'granted' });
  });

  test('work on a plugin in code, and before the start', async () => {
    const permissions = [{ name: 'service' as const, services: ['acme.db'], optional: true }];
    const manifest = { id: 'acme.code', version: '1.0.0', api: '^1.0', hooks: {}, permissions };
    const host = await createHost({}, { sources: [builtin([{ manifest, plugin: {} }])] });
    await host.manager.revoke('acme.code', 'service:acme.db');
    await host.manager.start();
    expect(grantsOf(host, 'acme.code')).toEqual({ 'service:acme.db': 'revoked' });
  });
});

test('a service that is guarded is refused without the permission, and there again with it', async () => {
  const host = await createHost(
    {
      'acme.one': {
        manifest: {
          requires: { db: '*' },
          permissions: [{ name: 'service', services: ['db'], optional: true }],
        },
        code: `{ hooks: { greet: async (_, { services }) => services.get('db').catch((error) => error.message) } }`,
      },
    },
    { services: { db: { version: '1.0.0', permission: 'service', value: 'rows' } } },
  );
  await host.manager.start();
  const refused =
    'The plugin "acme.one" 1.0.0 may not use the service "db": the permission "service:db" is not granted.';
  const answers = [await host.greet()];
  await host.manager.revoke('acme.one', 'service:db');
  answers.push(await host.greet());
  await host.manager.grant('acme.one', 'service:db');
  answers.push(await host.greet());
  expect(answers).toEqual([['rows'], [refused], ['rows']]);
});

describe('a plugin that changes', () => {
  test('is told with what it asks for now and did not have', async () => {
    const host = await createHost({ 'acme.one': asking(STATS) }, untrusted);
    await host.manager.start();
    await host.manager.trust('acme.one');
    const wider = [STATS, { name: 'net', hosts: ['stats.example:8080'] }, { name: 'exec', commands: ['git'] }];
    await host.write({ 'acme.one': { manifest: { version: '1.1.0', permissions: wider as unknown as Permissions } } });
    await host.manager.rescan();
    expect(host.manager.get('acme.one')).toMatchObject({
      code: 'PLUGIN_UNTRUSTED',
      reason: expect.stringMatching(
        /^The plugin "acme\.one" 1\.1\.0 has changed since version 1\.0\.0 was trusted on [\d-]+\. It asks for what is not granted: "exec:git"\.$/,
      ),
    });
    const granted = { permissions: ['net:stats.example', 'net:b.example'] };
    expect(await host.manager.trust('acme.one', granted)).toMatchObject({
      code: 'PERMISSION_NOT_GRANTED',
      reason: 'The plugin "acme.one" 1.1.0 needs a permission that is not granted: "exec:git".',
    });
    expect(await host.manager.grant('acme.one', 'exec:git')).toMatchObject({ state: 'ready' });
  });

  test('of a trusted source has what it asks for now, but not what was revoked', async () => {
    const host = await createHost({ 'acme.one': asking({ ...LOGS, read: ['/var/log/a'] }) });
    await host.manager.start();
    await host.manager.revoke('acme.one', 'fs.read:/var/log/a');
    await host.write({ 'acme.one': asking({ ...LOGS, read: ['/var/log', '/srv'] }) });
    await host.manager.rescan();
    expect(grantsOf(host)).toEqual({
      'fs.read:/var/log': 'revoked',
      'fs.read:/srv': 'granted',
      'fs.write:./out': 'granted',
    });
  });
});

test('the boot report has a line for each permission and limit', async () => {
  const limited = { manifest: { ...asking(STATS).manifest, limits: { memoryMb: 64 } } };
  const host = await createHost({ 'acme.none': {}, 'acme.off': asking(STATS), 'acme.one': limited }, untrusted);
  await host.manager.disable('acme.off');
  await host.manager.trust('acme.none');
  await host.manager.trust('acme.one', { permissions: ['net:b.example'] });
  const lines = String(await host.manager.start()).split('\n');
  expect(lines.slice(lines.findIndex((line) => line.includes('acme.none')))).toEqual([
    '   ├─ acme.none 1.0.0  ready  activated on first use',
    '   ├─ acme.off 1.0.0   disabled',
    '   │    The plugin "acme.off" is disabled.',
    '   │    → Enable "acme.off".',
    '   └─ acme.one 1.0.0   untrusted',
    '        The plugin "acme.one" 1.0.0 needs a permission that is not granted: "net:stats.example" (Sends counts).',
    '        → If the plugin may have it: manager.grant("acme.one", "net:stats.example").',
    '        net:stats.example: not granted, declared',
    '        net:b.example: granted, declared',
    '        memoryMb 64: impossible',
  ]);
});
