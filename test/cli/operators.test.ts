import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFiles } from '../examples/temporary-folder.ts';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';

const STORE = pluginFiles(
  'acme.store',
  { description: 'Keeps orders.', author: 'Acme', hooks: { order_taken: { priority: 3 } } },
  'export default { hooks: { order_taken: () => {} } };',
);
const CHART = pluginFiles(
  'acme.chart',
  { hooks: { order_taken: {} }, dependencies: { plugins: { 'acme.store': '^1' } } },
  'export default { hooks: { order_taken: () => {} } };',
);
const STATS = pluginFiles(
  'acme.stats',
  { hooks: { order_taken: {} }, permissions: [{ name: 'net', hosts: ['stats.example'], reason: 'Sends counts.' }] },
  'export default { hooks: { order_taken: () => {} } };',
);

const UNTRUSTING = {
  ...HOST_FILES,
  'hookline.config.mjs': HOST_FILES['hookline.config.mjs'].replace(', { trusted: true }', ''),
};

async function stateOf(id: string, cwd: string): Promise<unknown> {
  const { document } = await runCliJson(['info', id], { cwd });
  return (document.result as { plugin: { state: string } }).plugin.state;
}

describe('disable and enable', () => {
  test('last, and ask where others follow', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE, ...CHART });
    const unasked = await runCliJson(['disable', 'acme.store'], { cwd });
    expect(unasked).toMatchObject({ exitCode: 2, document: { error: { code: 'CONFIRMATION_NEEDED' } } });
    expect(await stateOf('acme.store', cwd)).toBe('ready');

    const shown = await runCliJson(['disable', 'acme.store', '--dry-run'], { cwd });
    expect(shown.document.result).toMatchObject({
      changes: [
        { id: 'acme.store', from: 'ready', to: 'disabled' },
        { id: 'acme.chart', from: 'ready', to: 'unresolved' },
      ],
      done: false,
    });
    expect(await stateOf('acme.store', cwd)).toBe('ready');

    const done = await runCliJson(['disable', 'acme.store', '--yes'], { cwd });
    expect(done).toMatchObject({ exitCode: 0, document: { result: { done: true, plugin: { state: 'disabled' } } } });
    expect(await stateOf('acme.chart', cwd)).toBe('unresolved');
    await runCliJson(['enable', 'acme.store', '--yes'], { cwd });
    expect(await stateOf('acme.chart', cwd)).toBe('ready');
  });

  test('need no answer where nobody else follows', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE });
    const { exitCode, stdout } = await runCli(['disable', 'acme.store'], { cwd });
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: 'acme.store is disabled: The plugin "acme.store" is disabled.\n',
    });
  });

  test.each([
    ['an unknown plugin', ['disable', 'acme.stor'], 1, 'PLUGIN_UNKNOWN'],
    [
      'a host without a state folder',
      ['disable', 'acme.store', '--host', 'x@1.0.0', '--config', 'none.json'],
      2,
      'HOST_STATE_MISSING',
    ],
  ])('refuse %s', async (_, args, exitCode, code) => {
    const cwd = await createProject({
      ...HOST_FILES,
      ...STORE,
      'none.json': '{ "host": { "name": "x", "api": "1.0.0" }, "sources": ["./plugins"] }',
    });
    expect(await runCliJson(args, { cwd })).toMatchObject({ exitCode, document: { error: { code } } });
  });
});

describe('trust, grant and revoke', () => {
  test('trusts the files and grants what is asked for', async () => {
    const cwd = await createProject({ ...UNTRUSTING, ...STATS });
    expect(await stateOf('acme.stats', cwd)).toBe('untrusted');
    expect((await runCliJson(['trust', 'acme.stats'], { cwd })).exitCode).toBe(2);
    await runCliJson(['trust', 'acme.stats', '--yes'], { cwd });
    expect(await stateOf('acme.stats', cwd)).toBe('ready');
    await writeFiles(join(cwd, 'plugins/stats'), { 'more.js': '' });
    expect(await stateOf('acme.stats', cwd)).toBe('untrusted');
  });

  test('grants and revokes one by one', async () => {
    const cwd = await createProject({ ...UNTRUSTING, ...STATS });
    await runCliJson(['trust', 'acme.stats', '--files-only', '--yes'], { cwd });
    const waiting = await runCliJson(['info', 'acme.stats'], { cwd });
    expect(waiting.document.result).toMatchObject({
      plugin: {
        state: 'untrusted',
        code: 'PERMISSION_NOT_GRANTED',
        permissions: [{ permission: 'net:stats.example', status: 'missing' }],
      },
    });
    await runCliJson(['grant', 'acme.stats', 'net:stats.example', '--yes'], { cwd });
    expect(await stateOf('acme.stats', cwd)).toBe('ready');
    await runCliJson(['revoke', 'acme.stats', 'net:stats.example', '--yes'], { cwd });
    expect(await stateOf('acme.stats', cwd)).toBe('untrusted');
    const unknown = await runCliJson(['grant', 'acme.stats', 'net:stat.example', '--yes'], { cwd });
    expect(unknown).toMatchObject({ exitCode: 1, document: { error: { code: 'PERMISSION_UNKNOWN' } } });
  });

  test('shows what follows from a trust that grants less', async () => {
    const cwd = await createProject({ ...UNTRUSTING, ...STATS });
    await runCliJson(['trust', 'acme.stats', '--yes'], { cwd });
    const shown = await runCliJson(['trust', 'acme.stats', '--files-only', '--dry-run'], { cwd });
    expect(shown.document.result).toMatchObject({ changes: [{ id: 'acme.stats', from: 'ready', to: 'untrusted' }] });
  });

  test('shows what stands out in the code before it is trusted, whatever its comments say', async () => {
    const code =
      'export default { hooks: { order_taken: ({ total }) => eval(total) } }; // hookline-ignore no-eval: harmless';
    const sly = pluginFiles('acme.sly', { hooks: { order_taken: {} } }, code);
    const cwd = await createProject({ ...UNTRUSTING, ...sly });
    const { document } = await runCliJson(['trust', 'acme.sly', '--dry-run'], { cwd });
    expect(document.result).toMatchObject({ findings: [{ rule: 'no-eval', path: 'index.js', line: 1 }] });
    const { stdout } = await runCli(['trust', 'acme.sly', '--dry-run'], { cwd });
    expect(stdout).toMatch(/^index\.js:1 +no-eval /m);
  });

  test('takes trust back', async () => {
    const cwd = await createProject({ ...UNTRUSTING, ...STORE });
    await runCliJson(['trust', 'acme.store', '--yes'], { cwd });
    await runCliJson(['untrust', 'acme.store', '--yes'], { cwd });
    expect(await stateOf('acme.store', cwd)).toBe('untrusted');
  });
});

describe('info, explain and doctor', () => {
  test('info gives everything about a plugin', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE });
    const { document } = await runCliJson(['info', 'acme.store'], { cwd });
    expect(document.result).toMatchObject({
      plugin: { id: 'acme.store', version: '1.0.0', state: 'ready', dependencies: [], dependents: [] },
      manifest: { author: 'Acme', hooks: { order_taken: { priority: 3 } } },
      files: {
        count: 2,
        paths: ['index.js', 'plugin.json'],
        bytes: expect.any(Number) as number,
        installedAt: expect.any(String) as string,
        updatedAt: expect.any(String) as string,
      },
    });
    const { stdout } = await runCli(['info', 'acme.store'], { cwd });
    expect(stdout).toMatch(/^hooks +order_taken \(priority 3\)$/m);
  });

  test('explain says who asked for what', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...CHART });
    const { document, exitCode } = await runCliJson(['explain', 'acme.chart'], { cwd });
    expect(exitCode).toBe(0);
    expect(document.result).toMatchObject({ id: 'acme.chart', state: 'unresolved' });
    const { stdout } = await runCli(['explain', 'acme.chart'], { cwd });
    expect(stdout).toContain('acme.store');
  });

  test('doctor fails if something is wrong, and says what to do', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE, ...CHART });
    const well = await runCliJson(['doctor'], { cwd });
    expect(well).toMatchObject({ exitCode: 0, document: { ok: true, result: { summary: { fail: 0 } } } });
    await runCliJson(['disable', 'acme.store', '--yes'], { cwd });
    const ill = await runCliJson(['doctor'], { cwd });
    expect(ill.exitCode).toBe(1);
    const { checks } = ill.document.result as { checks: { about: string; status: string; hint?: string }[] };
    expect(checks.filter(({ status }) => status === 'fail')).toEqual([
      expect.objectContaining({ about: 'acme.chart', hint: expect.any(String) as string }),
    ]);
  });

  test('name the commands that help', async () => {
    const cwd = await createProject({ ...UNTRUSTING, ...STATS, ...STORE });
    await runCliJson(['trust', 'acme.stats', '--files-only', '--yes'], { cwd });
    await runCliJson(['trust', 'acme.store', '--yes'], { cwd });
    await runCliJson(['disable', 'acme.store', '--yes'], { cwd });
    for (const command of ['info', 'explain', 'doctor']) {
      const { stdout } = await runCli([command, 'acme.stats'], { cwd });
      expect(stdout).toContain('If the plugin may have it: hookline grant acme.stats "net:stats.example"\n');
    }
    expect((await runCli(['explain', 'acme.store'], { cwd })).stdout).toContain(': hookline enable acme.store\n');
    await runCliJson(['untrust', 'acme.stats', '--yes'], { cwd });
    expect((await runCli(['explain', 'acme.stats'], { cwd })).stdout.replaceAll(/\s+/g, ' ')).toContain(
      'then trust it: hookline validate acme.stats, hookline trust acme.stats',
    );
  });

  test('doctor finds a damaged state', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE, '.hookline/state.json': '{' });
    const { exitCode, document } = await runCliJson(['doctor'], { cwd });
    expect(exitCode).toBe(1);
    expect(JSON.stringify(document.result)).toContain('is damaged');
  });

  test('doctor asks plugins how they are, if it is to', async () => {
    const sick = pluginFiles(
      'acme.sick',
      { hooks: { order_taken: {} } },
      'export default { hooks: { order_taken: () => {} }, healthCheck: () => ({ status: "fail", message: "no disk", hint: "Buy one." }) };',
    );
    const cwd = await createProject({ ...HOST_FILES, ...sick });
    expect((await runCliJson(['doctor', 'acme.sick'], { cwd })).exitCode).toBe(0);
    const { exitCode, document } = await runCliJson(['doctor', 'acme.sick', '--health'], { cwd });
    expect(exitCode).toBe(1);
    expect(document.result).toMatchObject({
      checks: [
        { name: 'state', status: 'pass' },
        { name: 'health check', status: 'fail', message: 'no disk', hint: 'Buy one.' },
      ],
    });
  });
});
