import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createPluginManager,
  defineHookspecs,
  directory,
  hook,
  type HooksOf,
  type ManagerEvents,
  type ManifestInput,
  type PluginManager,
  type PluginManagerOptions,
} from 'hookline';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { createTemporaryFolder, writeFiles } from '../examples/temporary-folder.ts';

const hookspecs = defineHookspecs({
  greet: hook.collect({ args: { name: z.string() }, returns: z.string() }),
  shout: hook.waterfall({ args: { text: z.string() }, thread: 'text' }),
  resolve_page: hook.first({ args: { url: z.string() }, returns: z.string() }),
  after_save: hook.series({ args: { file: z.string() } }),
  slug: hook.sync.waterfall({ args: { slug: z.string() }, thread: 'slug' }),
  widgets: hook.parallel({ returns: z.string() }),
  refine: hook.loop({ args: { list: z.array(z.string()) } }),
  announced: hook.series({ args: { text: z.string() }, historic: true }),
  quick: hook.collect({ returns: z.string(), timeoutMs: 50 }),
});
interface TestHooks extends HooksOf<typeof hookspecs> {}

type PartialManifest = Partial<ManifestInput> & Readonly<Record<string, unknown>>;

/** A plugin on disk: what differs from a minimal manifest, and the text of its entry. */
export interface WrittenPlugin {
  readonly manifest?: PartialManifest;
  /** The expression behind `export default`, or the whole module if it has an `export`. Default: greets with its id. */
  readonly code?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** The files of plugins, by path; each lies in the folder named by its id. */
export function pluginFiles(plugins: Readonly<Record<string, WrittenPlugin>>): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [id, { manifest = {}, code, files: others = {} }] of Object.entries(plugins)) {
    files[`${id}/plugin.json`] = JSON.stringify(toManifest(id, manifest));
    files[`${id}/index.mjs`] = toModule(code ?? `{ hooks: { greet: ({ name }) => name + ' from ${id}' } }`);
    for (const [path, text] of Object.entries(others)) files[`${id}/${path}`] = text;
  }
  return files;
}

function toManifest(id: string, manifest: PartialManifest): object {
  return { id, version: '1.0.0', api: '^1.0', entry: './index.mjs', hooks: { greet: {} }, ...manifest };
}

function toModule(code: string): string {
  return /\bexport\b|^throw |^await |^import /.test(code) ? code : `export default ${code};`;
}

export interface TestHost {
  readonly folder: string;
  readonly manager: PluginManager<TestHooks>;
  /** Every event that was emitted, as `[name, payload]`. */
  readonly events: (readonly [keyof ManagerEvents, unknown])[];
  greet(name?: string): Promise<readonly string[]>;
  /** Writes plugins beside the others, or over them; the manager does not know yet. */
  write(plugins: Readonly<Record<string, WrittenPlugin>>): Promise<void>;
  /** Deletes the folder of a plugin. */
  remove(id: string): Promise<void>;
  /** The states of all plugins by id. */
  states(): Readonly<Record<string, string>>;
  payloads<Name extends keyof ManagerEvents>(event: Name): readonly ManagerEvents[Name][];
}

type Options = Partial<PluginManagerOptions<TestHooks>>;

/** A manager whose plugins lie in a temporary folder; it is stopped when the test ends. */
export async function createHost(
  plugins: Readonly<Record<string, WrittenPlugin>> = {},
  options: Options | ((folder: string) => Options) = {},
): Promise<TestHost> {
  const folder = await createTemporaryFolder({ 'plugins/.keep': '', ...under('plugins', pluginFiles(plugins)) });
  const given = typeof options === 'function' ? options(folder) : options;
  const manager = createPluginManager<TestHooks>({
    host: { name: 'test-host', api: '1.2.0' },
    hookspecs,
    sources: [directory(join(folder, 'plugins'), { trusted: true })],
    ...given,
  });
  onTestFinished(() => manager.stop());
  const events: (readonly [keyof ManagerEvents, unknown])[] = [];
  const names: (keyof ManagerEvents)[] = [
    'plugin:state',
    'plugin:error',
    'plugin:log',
    'plugin:progress',
    'plugin:secret',
    'plugin:health',
    'plugin:blocked',
    'plugin:responsive',
    'manager:problem',
  ];
  for (const name of names) manager.on(name, (payload) => events.push([name, payload]));
  manager.hooks.on('hook:error', () => {});
  return {
    folder,
    manager,
    events,
    greet: (name = 'hello') => manager.hooks.execute('greet', { name }),
    write: (added) => writeFiles(folder, under('plugins', pluginFiles(added))),
    remove: (id) => rm(join(folder, 'plugins', id), { recursive: true }),
    states: () => Object.fromEntries(manager.list().map(({ id, state }) => [id, state])),
    payloads: <Name extends keyof ManagerEvents>(event: Name) =>
      events.filter(([name]) => name === event).map(([, payload]) => payload as ManagerEvents[Name]),
  };
}

/** The same files, one folder further down. */
export function under(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
