import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NO_GRANTS } from '../../dist/src/runners/grants.js';
import { processFlags } from '../../dist/src/runners/process-flags.js';
import { workerFlags } from '../../dist/src/runners/worker-flags.js';

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));
const CODE = [join(PACKAGE, 'dist/src'), join(PACKAGE, 'package.json')];

/**
 * The request with which the manager has a plugin started that was granted nothing.
 *
 * @param {string} folder of `withPlugin`
 * @param {'worker' | 'process'} runner
 */
export function toRequest(folder, runner, options = {}) {
  const plugin = join(folder, 'acme.bench');
  const toFlags = runner === 'worker' ? workerFlags : processFlags;
  const { execArgv } = toFlags({ node: process.version, folder: plugin, bootstrapFolders: CODE, grants: NO_GRANTS });
  return {
    plugin: { id: 'acme.bench', version: '1.0.0' },
    folder: plugin,
    entryFile: join(plugin, 'index.mjs'),
    others: [],
    startMs: 20_000,
    memoryMb: undefined,
    execArgv,
    env: {},
    granted: { net: false, exec: false, native: false },
    onOutput: ignore,
    ...options,
  };
}

/** Activates the plugin and gives what calls its hookimpl; `onLog` is told what it logs. */
export async function activate(unit, onLog = ignore) {
  const log = { debug: onLog, info: onLog, warn: onLog, error: onLog };
  const signal = new AbortController().signal;
  const secrets = { has: () => false };
  await unit.definition.activate({ config: {}, dataDir: '/none', log, progress: ignore, secrets, signal });
  const context = { hook: 'work', callId: 1, log, progress: ignore, signal };
  return (args = {}) => unit.definition.hooks.work(args, context);
}

function ignore() {
  // Nobody listens.
}
