import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';

const PLUGINS = pluginFiles(
  'acme.mail',
  { hooks: { order_taken: {} } },
  'export default { hooks: { order_taken: ({ total }) => { if (total > 2) throw new Error("too much"); } } };',
);

const HOST = `
  import { createPluginManager } from 'hookline';
  import config from './hookline.config.mjs';
  const manager = createPluginManager(config);
  await manager.start();
  manager.hooks.on('hook:error', () => {});
  for (const total of [1, 2, 3]) await manager.hooks.execute('order_taken', { total });
`;

describe('hookline stats', () => {
  test('gives what the plugins did in the last run of the host', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...PLUGINS, 'host.mjs': `${HOST} await manager.stop();` });
    execFileSync(process.execPath, ['host.mjs'], { cwd });
    const { exitCode, document } = await runCliJson(['stats'], { cwd });
    expect(exitCode).toBe(0);
    const { run, rows } = document.result as {
      run: object;
      rows: { hook: string; plugin?: string; calls: number; errors: number }[];
    };
    expect(run).toMatchObject({ host: 'shop', running: false, endedAt: expect.any(String) as string });
    const counts = rows.map(({ hook, plugin, calls, errors }) => ({ hook, plugin, calls, errors }));
    expect(counts).toEqual(
      expect.arrayContaining([
        { hook: 'order_taken', plugin: undefined, calls: 3, errors: 1 },
        { hook: 'order_taken', plugin: 'acme.mail', calls: 3, errors: 1 },
      ]),
    );
    const { stdout } = await runCli(['stats', '--plugin', 'acme.mail'], { cwd });
    expect(stdout).toMatch(/^order_taken +acme\.mail +3 +1 /m);
  });

  test('gives the counts and times that the host itself has', async () => {
    const cwd = await createProject({
      ...HOST_FILES,
      ...PLUGINS,
      'host.mjs': `${HOST} console.log(JSON.stringify(manager.hooks.stats())); await manager.stop();`,
    });
    const counted = JSON.parse(execFileSync(process.execPath, ['host.mjs'], { cwd, encoding: 'utf8' })) as object[];
    const { document } = await runCliJson(['stats'], { cwd });
    const { rows } = document.result as { rows: readonly object[] };
    expect(rows).toHaveLength(counted.length);
    expect(rows).toEqual(expect.arrayContaining(counted));
    expect(rows).toContainEqual(
      expect.objectContaining({ plugin: 'acme.mail', calls: 3, p50: expect.any(Number) as number }),
    );
  });

  test('gives those of a host that is running', async () => {
    const cwd = await createProject({
      ...HOST_FILES,
      ...PLUGINS,
      'host.mjs': `${HOST} console.log('called'); setInterval(() => manager.hooks.execute('order_taken', { total: 1 }), 100);`,
    });
    const child = spawn(process.execPath, ['host.mjs'], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    await expect
      .poll(async () => (await runCliJson(['stats'], { cwd })).document.result, { timeout: 20_000, interval: 500 })
      .toMatchObject({ run: { running: true, pid: child.pid } });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await runCliJson(['stats'], { cwd })).document.result).toMatchObject({ run: { running: false } });
  });

  test('does not count what commands run', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...PLUGINS });
    await runCli(['run', 'order_taken', '--args', '{"total":1}'], { cwd });
    const { stdout, exitCode } = await runCli(['stats'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('No run of the host has left statistics yet.');
  });

  test('shows nothing that moves the cursor, and takes no process for the host that cannot be one', async () => {
    const times = { calls: 1, errors: 0, timeouts: 0, mean: 1, p50: 1, p95: 1, p99: 1, max: 1 };
    const record = { version: 1, host: 'shop\u001B[2J', pid: 1, startedAt: '\u001B[31m', updatedAt: 'never' };
    const rows = [{ hook: 'order\u001B[31m\ntaken', plugin: 'acme\u202E', ...times }];
    const cwd = await createProject({ ...HOST_FILES, '.hookline/last-run.json': JSON.stringify({ ...record, rows }) });
    const { stdout } = await runCli(['stats'], { cwd });
    // oxlint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\u001B\u202E]|order\n|running/);
    const odd = await createProject({
      ...HOST_FILES,
      '.hookline/last-run.json': JSON.stringify({ ...record, pid: -1, rows }),
    });
    expect((await runCliJson(['stats'], { cwd: odd })).document.result).toEqual({ run: null, rows: [] });
  });

  test('heeds no damaged record', async () => {
    const cwd = await createProject({ ...HOST_FILES, '.hookline/last-run.json': '{"version":1' });
    expect((await runCliJson(['stats'], { cwd })).document.result).toEqual({ run: null, rows: [] });
  });
});
