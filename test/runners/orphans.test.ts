import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { UNIT_PROGRAM } from '../../src/runners/unit-program.ts';
import { isAlive } from './is-alive.ts';
import { createRequest } from './unit-request.ts';

/** Starts a plugin in a host that prints the ids of both processes, and waits then; `before` is run before all else. */
async function startHost(handler: string, before: string): Promise<readonly [host: number, unit: number]> {
  const request = await createRequest(`export default { hooks: { greet: ${handler} } };`);
  const start = new URL('../start-process-unit.js', UNIT_PROGRAM).href;
  const code = `
    ${before}
    const { startProcessUnit } = await import(${JSON.stringify(start)});
    const unit = await startProcessUnit({ ...${JSON.stringify(request)}, onOutput: () => {} });
    const signal = new AbortController().signal;
    const context = { config: {}, secrets: {}, dataDir: '', signal, hook: 'greet', callId: 1 };
    await unit.definition.activate(context);
    unit.definition.hooks.greet({}, context);
    setTimeout(() => console.log(process.pid + ' ' + unit.pid), 100);
    setInterval(() => {}, 1000);
  `;
  const host = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = (await once(host.stdout.setEncoding('utf8'), 'data')) as [string];
  const [pid, unit] = text.split(' ').map(Number);
  return [pid!, unit!];
}

const HANDLERS = [
  ['idle', '() => 1'],
  ['in an endless loop', '() => { while (true); }'],
  ['in an endless loop, and takes no notice of signals', `() => { process.on('SIGTERM', () => {}); while (true); }`],
] as const;

describe.skipIf(process.platform === 'win32')('a process ends when its host is killed', { timeout: 20_000 }, () => {
  test.each(HANDLERS)('that is %s', async (_what, handler) => {
    const [host, unit] = await startHost(handler, '');
    process.kill(host, 'SIGKILL');
    await expect.poll(() => isAlive(unit), { timeout: 3000 }).toBe(false);
  });

  test.each(HANDLERS)('that is %s, where the system has no means for it', async (_what, handler) => {
    const [host, unit] = await startHost(handler, `Object.defineProperty(process, 'platform', { value: 'other' });`);
    process.kill(host, 'SIGKILL');
    await expect.poll(() => isAlive(unit), { timeout: 3000 }).toBe(false);
  });
});
