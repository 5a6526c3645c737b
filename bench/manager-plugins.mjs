import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The hooks of the host: each has one plugin in a hundred, but for the last, which only the first plugin implements. */
export const HOOKS = [...Array.from({ length: 100 }, (_, n) => `hook_${n}`), 'alone'];

/** A manifest as plugins have them; every third plugin needs the one before it. */
export function toManifest(n, version = '1.0.0') {
  const hooks = n === 0 ? { alone: {} } : { [HOOKS[n % 100]]: {} };
  return {
    id: toId(n),
    version,
    name: `Plugin ${n}`,
    description: 'Does what plugins in a benchmark do.',
    api: '^1.0',
    entry: './index.mjs',
    hooks,
    ...(n % 3 === 2 && { dependencies: { plugins: { [toId(n - 1)]: '^1.0' } } }),
  };
}

/**
 * Gives `use` a folder of that many plugins, and deletes it afterwards.
 *
 * @template Result
 * @param {number} count
 * @param {(folder: string) => Promise<Result>} use
 */
export async function withPlugins(count, use) {
  const folder = await mkdtemp(join(tmpdir(), 'hookline-bench-'));
  try {
    for (let n = 0; n < count; n++) await writePlugin(join(folder, 'plugins', toId(n)), toManifest(n));
    // The text of a file that has just been written is compared as well, because its time says too little.
    await wait(2100);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writePlugin(folder, manifest) {
  const [hook] = Object.keys(manifest.hooks);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'plugin.json'), JSON.stringify(manifest, undefined, 2));
  await writeFile(join(folder, 'index.mjs'), `export default { hooks: { ${hook}: () => '${manifest.id}' } };\n`);
}

export function toId(n) {
  return `acme.plugin-${n}`;
}
