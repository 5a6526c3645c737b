import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const run = promisify(execFile);

/**
 * Runs a script of `children/` in a process of its own and gives what it printed, which is JSON.
 *
 * @param {string} script
 * @param {readonly string[]} [args]
 */
export async function runChild(script, args = []) {
  const { stdout } = await run(process.execPath, ['--expose-gc', toChildPath(script), ...args], {
    env: { ...process.env, NODE_ENV: 'production' },
    maxBuffer: 1 << 26,
  }).catch((/** @type {unknown} */ error) => {
    const [reason = error.message] = /^\w*Error.*$/m.exec(error.stderr) ?? [];
    throw new Error(reason, { cause: error });
  });
  return JSON.parse(stdout);
}

/** @param {string} script */
export function toChildPath(script) {
  return fileURLToPath(new URL(`./children/${script}`, import.meta.url));
}
