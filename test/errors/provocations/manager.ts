import { join } from 'node:path';
import { builtin, createPluginManager, definePluginType, readLock, writeLock, type ManifestInput } from 'hookline';
import { createManifestCache } from '../../../src/discovery/manifest-cache.ts';
import { acquireFileLock } from '../../../src/manager/state/file-lock.ts';
import { parseQuery } from '../../../src/manager/query/plugin-query.ts';
import { SqliteIndex } from '../../../src/manager/query/sqlite-index.ts';
import type { Sqlite } from '../../../src/manager/query/sqlite.ts';
import { createStateStore } from '../../../src/manager/state/state-store.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { createHost } from '../../manager/host.ts';
import { thrownBy } from '../../hooks/untyped-hooks.ts';
import type { CodeOf, Message, Provoke } from './provocation.ts';

/** What a problem has in common with an error. */
async function loadDamaged(): Promise<unknown> {
  const folder = await createTemporaryFolder({ 'state.json': '{' });
  const { problems } = await createStateStore({ folder }).load();
  return { ...problems[0], data: {} };
}

async function updateLocked(): Promise<unknown> {
  const folder = await createTemporaryFolder();
  const lock = await acquireFileLock(join(folder, 'state.lock'));
  const error = await disableOne(folder);
  await lock.release();
  return error;
}

async function updateNewer(): Promise<unknown> {
  return disableOne(await createTemporaryFolder({ 'state.json': '{"version": 2}' }));
}

async function disableOne(folder: string): Promise<unknown> {
  const store = createStateStore({ folder, lock: { timeoutMs: 10 } });
  return store.update(({ plugins }) => (plugins['acme.one'] = { enabled: false })).catch((thrown: unknown) => thrown);
}

async function loadDamagedCache(): Promise<unknown> {
  const folder = await createTemporaryFolder({ 'manifests.json': 'junk' });
  return { ...(await createManifestCache({ file: join(folder, 'manifests.json') }).load()), data: {} };
}

async function enableUnknown(): Promise<unknown> {
  const { manager } = await createHost({ 'acme.one': {} });
  return manager.enable('acme.on').catch((thrown: unknown) => thrown);
}

async function grantUnknown(): Promise<unknown> {
  const permissions: ManifestInput['permissions'] = [{ name: 'net', hosts: ['stats.example'] }];
  const { manager } = await createHost({ 'acme.one': { manifest: { permissions: [...permissions] } } });
  return manager.grant('acme.one', 'net:stat.example').catch((thrown: unknown) => thrown);
}

async function trustBuiltin(): Promise<unknown> {
  const manifest = { id: 'acme.inside', version: '1.0.0', api: '^1.0', hooks: {} };
  const { manager } = await createHost({}, { sources: [builtin([{ manifest, plugin: {} }])] });
  return manager.trust('acme.inside').catch((thrown: unknown) => thrown);
}

async function findInBrokenIndex(): Promise<unknown> {
  const folder = await createTemporaryFolder();
  const DatabaseSync = function (): never {
    throw new Error('disk full');
  };
  const index = new SqliteIndex({ DatabaseSync } as unknown as Sqlite, join(folder, 'plugins.sqlite'));
  return thrownBy(() => index.find(parseQuery({}), []));
}

async function readDamagedLock(): Promise<unknown> {
  const folder = await createTemporaryFolder({ 'lock.json': '{' });
  return readLock(join(folder, 'lock.json')).catch((thrown: unknown) => thrown);
}

async function writeNowhere(): Promise<unknown> {
  const folder = await createTemporaryFolder();
  const lock = { lockVersion: 1, host: { name: 'site', api: '1.0.0' }, plugins: [] } as const;
  return writeLock(join(folder, 'none/lock.json'), lock).catch((thrown: unknown) => thrown);
}

/** How to make Hookline give each of the errors of the group "manager". */
export const managerProvocations: Record<CodeOf<'manager'>, Provoke> = {
  CACHE_DAMAGED: loadDamagedCache,
  INDEX_UNAVAILABLE: findInBrokenIndex,
  LOCKFILE_INVALID: readDamagedLock,
  LOCKFILE_UNWRITABLE: writeNowhere,
  MANAGER_OPTIONS_INVALID: () =>
    thrownBy(() => createPluginManager({ host: { name: 'site', api: '1' }, hookspecs: {}, sorces: [] } as never)),
  OPERATION_REFUSED: trustBuiltin,
  PERMISSION_UNKNOWN: grantUnknown,
  PLUGIN_TYPE_INVALID: () => thrownBy(() => definePluginType({ name: 'Filter', summary: 'Changes texts.' })),
  PLUGIN_UNKNOWN: enableUnknown,
  QUERY_INVALID: () => thrownBy(() => parseQuery({ sort: 'size' })),
  STATE_DAMAGED: loadDamaged,
  STATE_LOCKED: updateLocked,
  STATE_UNWRITABLE: updateNewer,
};

/** What each of them says. */
export const managerMessages: Record<CodeOf<'manager'>, Message> = {
  CACHE_DAMAGED: {
    message: /cache/,
    hint: 'Nothing has to be done: every manifest was read again, and the cache is made anew.',
  },
  INDEX_UNAVAILABLE: {
    message: /^The index of plugins ".*plugins\.sqlite" cannot be used: disk full$/,
    hint: "Make the folder of the file writable, or take index: 'memory'.",
  },
  LOCKFILE_INVALID: {
    message: /^The lock file ".*lock\.json" cannot be used: it is not JSON\.$/,
    hint: 'Bring the lock back, or make it anew.',
  },
  LOCKFILE_UNWRITABLE: {
    message: /^The lock file ".*lock\.json" was not written: ENOENT: no such file or directory\.$/,
    hint: 'Make the folder of the file writable.',
  },
  MANAGER_OPTIONS_INVALID: {
    message:
      'The options of createPluginManager are not valid: there is no option "sorces" (did you mean "sources"?); host: "api" must be a semantic version such as "1.0.0", not the string "1".',
    hint: 'Mend the option that the message names.',
  },
  OPERATION_REFUSED: {
    message: 'The plugin "acme.inside" cannot be trusted: it is a plugin in code, which needs no trust.',
    hint: 'Mend what the message names first.',
  },
  PERMISSION_UNKNOWN: {
    message:
      'The plugin "acme.one" does not ask for the permission "net:stat.example". Did you mean "net:stats.example"?',
    hint: 'It asks for "net:stats.example".',
  },
  PLUGIN_TYPE_INVALID: {
    message:
      'The plugin type "Filter" is not valid: "name" must be lower-case letters, digits and hyphens, not the string "Filter".',
    hint: 'Mend what the message names.',
  },
  PLUGIN_UNKNOWN: {
    message: 'There is no plugin "acme.on". Did you mean "acme.one"?',
    hint: 'Use an id that manager.list() shows.',
  },
  QUERY_INVALID: {
    message:
      'The query for plugins is not valid: "sort" must be one of "id", "name", "version", "type", not the string "size".',
    hint: 'Mend what the message names.',
  },
  STATE_DAMAGED: {
    message:
      /^The state file ".*state\.json" is damaged: it is not JSON\. It is now ".*state\.damaged-.*\.json", and the state begins empty\.$/,
    hint: 'Look at the file that was set aside, and enable, disable and trust plugins again.',
  },
  STATE_LOCKED: {
    message:
      /^The lock ".*state\.lock" was not free within 10 ms: the process \d+ on ".*" since 2.*Z holds it\. The change holds in this process only\.$/,
    hint: 'Wait for the other process, or remove the lock if it has died.',
  },
  STATE_UNWRITABLE: {
    message:
      /^The state file ".*state\.json" was not written: it has the format 2 of a newer Hookline, and this one knows format 1\. The change holds in this process only\.$/,
    hint: 'Make the folder writable; until then changes last only as long as this process.',
  },
};
