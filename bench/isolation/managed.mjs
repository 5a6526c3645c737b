import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPluginManager, defineHookspecs, directory, hook } from 'hookline';
import { z } from 'zod';

/**
 * Gives `use` a folder with a plugin in it, and deletes it afterwards.
 *
 * @template Result
 * @param {string} code the text of its entry
 * @param {(folder: string) => Promise<Result>} use
 */
export async function withPlugin(code, use) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'hookline-bench-')));
  try {
    const plugin = join(folder, 'acme.bench');
    await mkdir(plugin);
    const manifest = { id: 'acme.bench', version: '1.0.0', api: '^1.0', entry: './index.mjs', hooks: { work: {} } };
    await writeFile(join(plugin, 'plugin.json'), JSON.stringify(manifest));
    await writeFile(join(plugin, 'index.mjs'), code);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A manager that has started, whose plugin runs where `runner` says. */
export async function startManager(folder, runner, timeoutMs) {
  const manager = createPluginManager({
    host: { name: 'bench', api: '1.0.0' },
    hookspecs: defineHookspecs({ work: hook.first({ args: { page: z.unknown() }, timeoutMs }) }),
    sources: [directory(folder, { trusted: true })],
    runners: { plugins: { 'acme.bench': runner } },
  });
  manager.hooks.on('hook:error', () => {});
  await manager.start();
  // The first call activates the plugin, which takes the time that it takes.
  await manager.hooks.execute('work', { page: 0 });
  const [{ state }] = manager.list();
  if (state !== 'active') throw new Error(`The plugin is ${state}: ${manager.explain('acme.bench').reason}`);
  return manager;
}
