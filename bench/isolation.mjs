import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const run = promisify(execFile);

/** @typedef {{ quick: boolean }} Effort */

/** Goals 1 to 9, see `isolation/calls.mjs`. @param {Effort} effort */
export function measureCalls({ quick }) {
  return runPinned('calls.mjs', quick ? { rounds: 25, share: 0.5 } : { rounds: 60, share: 1 });
}

/** Goals 10 to 12, see `isolation/starts.mjs`. @param {Effort} effort */
export function measureStarting({ quick }) {
  return runPinned('starts.mjs', { rounds: quick ? 4 : 12 });
}

/** Goals 13 to 16, see `isolation/harm.mjs`. @param {Effort} effort */
export function measureHarm({ quick }) {
  return runPinned('harm.mjs', { kills: quick ? 5 : 30, floods: 1_000_000 });
}

/** Runs a script of `isolation/` on one core, threads and processes included: between two, a message takes three times as long. */
async function runPinned(script, options) {
  const file = fileURLToPath(new URL(`./isolation/${script}`, import.meta.url));
  const node = [process.execPath, '--expose-gc', '--no-warnings', file, JSON.stringify(options)];
  const isPinned = await canPin();
  const [command, ...args] = isPinned ? ['taskset', '-c', '0', ...node] : node;
  const { stdout } = await run(command, args, {
    env: { ...process.env, NODE_ENV: 'production' },
    maxBuffer: 1 << 26,
  });
  return { ...JSON.parse(stdout), isPinned };
}

function canPin() {
  return run('taskset', ['-c', '0', 'true']).then(
    () => true,
    () => false,
  );
}
