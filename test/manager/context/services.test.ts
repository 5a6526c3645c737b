import type { HooklineError } from 'hookline';
import { expect, test } from 'vitest';
import { HOST_ID } from '../../../src/manager/context/context-errors.ts';
import { ServiceTable, type HostService } from '../../../src/manager/context/service-table.ts';
import type { ManifestInput } from '../../../src/manifest/manifest.ts';
import { identity, manifestOf, rejectionOf } from './open-context.ts';

const STORE = identity('acme.store', '2.1.0');

function setUp(host: Readonly<Record<string, HostService>> = {}, providers: Readonly<Record<string, string>> = {}) {
  const table = new ServiceTable({ host, providerOf: (_, service) => providers[service] });
  const activated: string[] = [];
  const asker = (manifest: Partial<ManifestInput>, plugin = identity('acme.one', '1.0.0')) => ({
    plugin,
    manifest: manifestOf(manifest),
    granted: manifestOf(manifest).permissions,
  });
  const get = (
    from: ReturnType<typeof asker>,
    id: string,
    activate: (provider: string) => Promise<unknown> = async (provider) => activated.push(provider),
  ) => table.get({ asker: from, id, activate });
  return { table, activated, asker, get };
}

function facts({ code, message }: HooklineError): unknown {
  return [code, message];
}

const HOST = { log: 'host', http: 'host', db: 'host' };

test('a plugin gets a service of the host', async () => {
  const value = { info: () => {} };
  const { asker, get } = setUp({ log: { version: '1.2.0', value } }, HOST);
  expect(await get(asker({ requires: { log: '^1.0' } }), 'log')).toBe(value);
});

test('a service that the host makes is made once for each plugin, and anew after the plugin has stopped', async () => {
  const made: unknown[] = [];
  const create = async (plugin: unknown) => ({ number: made.push(plugin) });
  const { table, asker, get } = setUp({ db: { version: '1.0.0', create } }, HOST);
  const one = asker({ requires: { db: '*' } });
  const two = asker({ requires: { db: '*' } }, identity('acme.two', '3.0.0'));
  const [first, second, again] = await Promise.all([get(one, 'db'), get(two, 'db'), get(one, 'db')]);
  expect([first, second, first === again]).toEqual([{ number: 1 }, { number: 2 }, true]);
  expect(made).toEqual([
    { id: 'acme.one', version: '1.0.0' },
    { id: 'acme.two', version: '3.0.0' },
  ]);
  table.withdraw(one.plugin);
  expect([await get(one, 'db'), await get(two, 'db')]).toEqual([{ number: 3 }, { number: 2 }]);
});

test('a service that the host failed to make is tried again', async () => {
  let tries = 0;
  const create = () => {
    tries += 1;
    if (tries === 1) throw new Error('no database');
    return 'db';
  };
  const { asker, get } = setUp({ db: { version: '1.0.0', create } }, HOST);
  const from = asker({ requires: { db: '*' } });
  const error = await rejectionOf(get(from, 'db'));
  expect([facts(error), (error.cause as Error).message]).toEqual([
    [
      'SERVICE_FAILED',
      'The plugin "acme.one" 1.0.0 could not get the service "db": the host failed to make it: no database',
    ],
    'no database',
  ]);
  expect(await get(from, 'db')).toBe('db');
});

test('a service with a permission is for those who ask for it in the manifest', async () => {
  const { asker, get } = setUp({ http: { version: '1.0.0', value: 'http', permission: 'net' } }, HOST);
  const error = await rejectionOf(get(asker({ requires: { http: '*' } }), 'http'));
  expect([facts(error), error.hint]).toEqual([
    [
      'SERVICE_REFUSED',
      'The plugin "acme.one" 1.0.0 may not use the service "http": its manifest does not ask for the permission "net".',
    ],
    'Declare the permission in the manifest.',
  ]);
  const allowed = asker({ requires: { http: '*' }, permissions: [{ name: 'net', hosts: ['example.com'] }] });
  expect(await get(allowed, 'http')).toBe('http');
});

test('the permission for services has to name the service', async () => {
  const { asker, get } = setUp({ db: { version: '1.0.0', value: 'db', permission: 'service' } }, HOST);
  const asking = (services: string[]) =>
    get(asker({ requires: { db: '*' }, permissions: [{ name: 'service', services }] }), 'db');
  const error = await rejectionOf(asking(['mail']));
  expect([facts(error), error.hint]).toEqual([
    [
      'SERVICE_REFUSED',
      'The plugin "acme.one" 1.0.0 may not use the service "db": its manifest does not ask for the permission "service" for it.',
    ],
    'Add { "name": "service", "services": ["db"] } to its permissions.',
  ]);
  expect(await asking(['mail', 'db'])).toBe('db');
});

test('a service that the manifest does not require is refused, with the nearest', async () => {
  const { asker, get } = setUp({ log: { version: '1.0.0', value: 'log' } }, HOST);
  expect(facts(await rejectionOf(get(asker({ requires: { logs: '*' } }), 'log')))).toEqual([
    'SERVICE_UNDECLARED',
    'The plugin "acme.one" 1.0.0 asked for the service "log", which its manifest does not require. Did you mean "logs"?',
  ]);
  expect((await rejectionOf(get(asker({}), 'constructor'))).code).toBe('SERVICE_UNDECLARED');
  expect((await rejectionOf(get(asker({}), 5 as unknown as string))).code).toBe('CONTEXT_MISUSED');
});

test('a service of another plugin activates the plugin, is made once, and is the same for all', async () => {
  const { table, activated, asker, get } = setUp({}, { store: 'acme.store' });
  let made = 0;
  const activate = async (provider: string) => {
    activated.push(provider);
    table.provide(STORE, 'store', { version: '2.1.0', create: async () => ({ number: ++made }) });
  };
  const one = await get(asker({ requires: { store: '^2' } }), 'store', activate);
  const two = await get(asker({ requires: { store: '^2' } }, identity('acme.two')), 'store', activate);
  expect([one, one === two, activated]).toEqual([{ number: 1 }, true, ['acme.store']]);
});

test('a provider that cannot be activated, or that brings no service, is told with its cause', async () => {
  const { asker, get } = setUp({}, { store: 'acme.store' });
  const from = asker({ requires: { store: '^2' } });
  const cause = new Error('no disk');
  const failed = await rejectionOf(get(from, 'store', () => Promise.reject(cause)));
  expect([facts(failed), failed.cause]).toEqual([
    [
      'SERVICE_FAILED',
      'The plugin "acme.one" 1.0.0 could not get the service "store": the plugin "acme.store" could not be activated: no disk',
    ],
    cause,
  ]);
  expect(facts(await rejectionOf(get(from, 'store')))).toEqual([
    'SERVICE_FAILED',
    'The plugin "acme.one" 1.0.0 could not get the service "store": the plugin "acme.store" does not provide it.',
  ]);
});

test('a service that its plugin failed to make is tried again', async () => {
  const { table, asker, get } = setUp({}, { store: 'acme.store' });
  let tries = 0;
  table.provide(STORE, 'store', {
    version: '2.1.0',
    create: () => {
      tries += 1;
      if (tries === 1) throw new Error('no disk');
      return 'store';
    },
  });
  const from = asker({ requires: { store: '^2' } });
  expect(facts(await rejectionOf(get(from, 'store')))).toEqual([
    'SERVICE_FAILED',
    'The plugin "acme.one" 1.0.0 could not get the service "store": the plugin "acme.store" failed to make it: no disk',
  ]);
  expect(await get(from, 'store')).toBe('store');
});

test.each([
  ['of the host', { store: { version: '3.0.0', value: 1 } }, 'host', 'the host'],
  ['of a plugin', {}, 'acme.store', 'the plugin "acme.store"'],
])('a service %s in a version that does not fit is refused', async (_, host, provider, name) => {
  const { table, asker, get } = setUp(host, { store: provider });
  table.provide(STORE, 'store', { version: '3.0.0', create: () => 1 });
  expect(facts(await rejectionOf(get(asker({ requires: { store: '^2' } }), 'store')))).toEqual([
    'SERVICE_VERSION',
    `The plugin "acme.one" 1.0.0 requires the service "store" in ^2, but ${name} provides 3.0.0.`,
  ]);
});

test('a provider that stops takes its services along, but not those of its next version', async () => {
  const { table, activated, asker, get } = setUp({}, { store: 'acme.store', cache: 'acme.store' });
  const next = identity('acme.store', '2.2.0');
  table.provide(STORE, 'store', { version: '2.1.0', create: () => 'old' });
  table.provide(STORE, 'cache', { version: '1.0.0', create: () => 'old cache' });
  table.provide(next, 'store', { version: '2.2.0', create: () => 'new' });
  table.withdraw(STORE);
  const from = asker({ requires: { store: '^2', cache: '*' } });
  expect(await get(from, 'store')).toBe('new');
  expect((await rejectionOf(get(from, 'cache'))).code).toBe('SERVICE_FAILED');
  expect(activated).toEqual(['acme.store']);
});

test.each([
  [{}, 'nobody provides it'],
  [{ store: 'host' }, 'the host does not provide it'],
])('a service that is nowhere is told (%j)', async (providers, problem) => {
  const { asker, get } = setUp({}, providers);
  expect(facts(await rejectionOf(get(asker({ requires: { store: '^2' } }), 'store')))).toEqual([
    'SERVICE_FAILED',
    `The plugin "acme.one" 1.0.0 could not get the service "store": ${problem}.`,
  ]);
});

test('the host gets a service in whatever version, and is called the host', async () => {
  const { table, asker, get } = setUp({}, { store: 'acme.store' });
  const host = asker({ requires: { store: '*' } }, identity(HOST_ID, ''));
  table.provide(STORE, 'store', { version: '3.0.0-beta.1', create: () => 'beta' });
  expect(await get(host, 'store')).toBe('beta');
  expect(facts(await rejectionOf(get(asker({ requires: { cache: '*' } }, host.plugin), 'cache')))).toEqual([
    'SERVICE_FAILED',
    'The host could not get the service "cache": nobody provides it.',
  ]);
});
