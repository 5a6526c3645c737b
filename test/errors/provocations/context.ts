import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRequest } from '../../../src/plugin/plugin-http.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { thrownBy } from '../../hooks/untyped-hooks.ts';
import { identity, manifestOf, openContext, rejectionOf } from '../../manager/context/open-context.ts';
import { ServiceTable, type HostService } from '../../../src/manager/context/service-table.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

/** What `ctx.services.get('http')` rejects with. */
async function askForService(requires: Readonly<Record<string, string>>, http: HostService): Promise<unknown> {
  const plain = openContext();
  const services = new ServiceTable({ host: { http }, providerOf: () => 'host' });
  const { context } = openContext({
    manifest: manifestOf({ requires }),
    shared: { ...plain.parts.shared, services },
  });
  return rejectionOf(context.services.get('http'));
}

async function offload(files: Readonly<Record<string, string>>, module: string): Promise<unknown> {
  const { context, close } = openContext({ folder: await createTemporaryFolder(files) });
  const error = await rejectionOf(context.offload(module));
  await close();
  return error;
}

/** What `ctx.http.fetch` rejects with that asks a server of this computer. */
async function fetchFrom(listener: RequestListener, request: HttpRequest, isGranted = true): Promise<unknown> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const permissions = [{ name: 'net' as const, hosts: ['127.0.0.1'], optional: false }];
  const { context, close } = openContext({
    manifest: manifestOf({ permissions }),
    granted: isGranted ? permissions : [],
  });
  const { port } = server.address() as AddressInfo;
  const error = await rejectionOf(context.http.fetch(`http://127.0.0.1:${port}`, request));
  await close();
  server.close();
  server.closeAllConnections();
  return error;
}

/** How to make Hookline give each of the errors of the group "context". */
export const contextProvocations: Record<CodeOf<'context'>, Provoke> = {
  CONTEXT_CLOSED: async () => {
    const { context, close } = openContext();
    await close();
    return rejectionOf(context.offload('./resize.js'));
  },
  CONTEXT_MISUSED: () => thrownBy(() => openContext().context.onDispose('later' as never)),
  DATA_FOLDER_UNAVAILABLE: () => thrownBy(() => openContext().context.dataDir),
  HTTP_FAILED: () => fetchFrom((request) => request.socket.destroy(), {}),
  HTTP_REFUSED: () => fetchFrom(() => {}, {}, false),
  HTTP_TIMEOUT: () => fetchFrom(() => {}, { timeoutMs: 1 }),
  HTTP_TOO_LARGE: () => fetchFrom((_request, response) => response.end('hello'), { maxBytes: 1 }),
  LOCK_TIMEOUT: async () => {
    const { parts, context } = openContext();
    await parts.shared.locks.acquire(identity('acme.two'), 'database');
    return rejectionOf(context.locks.acquire('database', { timeoutMs: 1 }));
  },
  OFFLOAD_FAILED: () => {
    const text = 'export default () => { throw new Error("no such picture"); };';
    return offload({ 'resize.mjs': text }, './resize.mjs');
  },
  OFFLOAD_MODULE_INVALID: () => offload({}, './resize.js'),
  SECRET_UNDECLARED: () => {
    const { context } = openContext({ manifest: manifestOf({ secrets: [{ key: 'STATS_TOKEN' }] }) });
    return thrownBy(() => context.secrets.get('STAT_TOKEN'));
  },
  SERVICE_FAILED: () => {
    const create = (): never => {
      throw new Error('no network');
    };
    return askForService({ http: '^1' }, { version: '1.0.0', create });
  },
  SERVICE_REFUSED: () => askForService({ http: '^1' }, { version: '1.0.0', value: {}, permission: 'net' }),
  SERVICE_UNDECLARED: () => askForService({ https: '^1' }, { version: '1.0.0', value: {} }),
};

/** What each of them says. */
export const contextMessages: Record<CodeOf<'context'>, Message> = {
  CONTEXT_CLOSED: {
    message: 'The plugin "acme.one" 1.0.0 used ctx.offload after it had been stopped.',
    hint: 'End timers and listeners through ctx.onDispose.',
  },
  CONTEXT_MISUSED: {
    message:
      'The plugin "acme.one" 1.0.0 called ctx.onDispose wrongly: it takes a function, a Disposable or an AsyncDisposable, not the string "later".',
    hint: 'Pass what the message describes.',
  },
  DATA_FOLDER_UNAVAILABLE: {
    message: 'The plugin "acme.one" 1.0.0 has no data folder: the host has no stateDir.',
    hint: 'Give createPluginManager a stateDir that can be written.',
  },
  HTTP_FAILED: {
    message: /^The request of the plugin "acme\.one" 1\.0\.0 to "127\.0\.0\.1:\d+" failed: .+$/,
    hint: 'Look at the cause.',
  },
  HTTP_REFUSED: {
    message: /^The plugin "acme\.one" 1\.0\.0 may not call "127\.0\.0\.1:\d+": it is not granted\.$/,
    hint: 'If the plugin may call it: manager.grant("acme.one", "net:127.0.0.1").',
  },
  HTTP_TIMEOUT: {
    message: /^The request of the plugin "acme\.one" 1\.0\.0 to "127\.0\.0\.1:\d+" did not end within 1 ms\.$/,
    hint: 'Wait longer with "timeoutMs", or ask for less.',
  },
  HTTP_TOO_LARGE: {
    message: /^The answer of "127\.0\.0\.1:\d+" to the plugin "acme\.one" 1\.0\.0 has more than 1 bytes\.$/,
    hint: 'Ask for less of it, or for more with "maxBytes".',
  },
  LOCK_TIMEOUT: {
    message:
      /^The plugin "acme\.one" 1\.0\.0 did not get the lock "database" within 1 ms: the plugin "acme\.two" 1\.0\.0 has held it for \d+ ms\.$/,
    hint: 'Release locks sooner, or wait longer; the message names the owner.',
  },
  OFFLOAD_FAILED: {
    message: 'The module "./resize.mjs" that the plugin "acme.one" 1.0.0 offloaded to failed: no such picture',
    hint: 'Look at the cause and mend the module.',
  },
  OFFLOAD_MODULE_INVALID: {
    message: 'The plugin "acme.one" 1.0.0 cannot offload to the module "./resize.js": there is no such file.',
    hint: 'Name a module in the folder of the plugin that exports a function.',
  },
  SECRET_UNDECLARED: {
    message:
      'The plugin "acme.one" 1.0.0 asked for the secret "STAT_TOKEN", which its manifest does not declare. Did you mean "STATS_TOKEN"?',
    hint: 'Declare the secret in the manifest of the plugin.',
  },
  SERVICE_FAILED: {
    message: 'The plugin "acme.one" 1.0.0 could not get the service "http": the host failed to make it: no network',
    hint: 'Look at the cause and mend the provider.',
  },
  SERVICE_REFUSED: {
    message:
      'The plugin "acme.one" 1.0.0 may not use the service "http": its manifest does not ask for the permission "net".',
    hint: 'Declare the permission in the manifest.',
  },
  SERVICE_UNDECLARED: {
    message:
      'The plugin "acme.one" 1.0.0 asked for the service "http", which its manifest does not require. Did you mean "https"?',
    hint: 'Add the service to "requires" in the manifest.',
  },
};
