import { describe, expect, test } from 'vitest';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';

const TAX = pluginFiles(
  'acme.tax',
  { hooks: { before_order: { priority: 5 } } },
  'export default { hooks: { before_order: ({ order }) => ({ total: order.total + 1 }) } };',
);
const DOUBLE = pluginFiles(
  'acme.double',
  { hooks: { before_order: {} } },
  'export default { hooks: { before_order: ({ order }) => ({ total: order.total * 2 }) } };',
);
const BROKEN = pluginFiles(
  'acme.broken',
  { hooks: { before_order: {} } },
  'export default { hooks: { before_order: () => { throw new Error("no stock"); } } };',
);

const ORDER = ['run', 'before_order', '--args', '{"order":{"total":10}}'];

describe('hookline run', () => {
  test('gives the value and the report', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...TAX, ...DOUBLE });
    const { exitCode, document } = await runCliJson(ORDER, { cwd });
    expect(exitCode).toBe(0);
    expect(document.result).toMatchObject({
      value: { total: 22 },
      report: { status: 'ok', entries: [{ plugin: 'acme.tax' }, { plugin: 'acme.double' }] },
    });
  });

  test('shows people who took how long', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...TAX, ...DOUBLE });
    const { stdout } = await runCli(ORDER, { cwd, env: { COLUMNS: '100' } });
    expect(stdout).toContain('"total": 22');
    expect(stdout).toMatch(/^acme\.tax +ok +[\d.]+ ms +█/m);
  });

  test('reads arguments from a file and from standard input', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...TAX, 'order.json': '{"order":{"total":1}}' });
    const fromFile = await runCliJson(['run', 'before_order', '--args-file', 'order.json'], { cwd });
    const fromInput = await runCliJson(['run', 'before_order', '--args-file', '-'], {
      cwd,
      stdin: '{"order":{"total":2}}',
    });
    expect(fromFile.document.result).toMatchObject({ value: { total: 2 } });
    expect(fromInput.document.result).toMatchObject({ value: { total: 3 } });
  });

  test.each([
    [['--only', 'acme.tax'], 11],
    [['--without', 'acme.tax'], 20],
    [['--without', 'acme.tax', '--without', 'acme.double'], 10],
  ])('narrowed by %j', async (narrowing, total) => {
    const cwd = await createProject({ ...HOST_FILES, ...TAX, ...DOUBLE });
    const { document } = await runCliJson([...ORDER, ...narrowing], { cwd });
    expect(document.result).toMatchObject({ value: { total } });
  });

  test('fails if a plugin failed, and still gives the value', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...TAX, ...BROKEN });
    const { exitCode, document } = await runCliJson(ORDER, { cwd });
    expect(exitCode).toBe(1);
    expect(document).toMatchObject({ ok: false, result: { value: { total: 11 }, report: { status: 'partial' } } });
    const { stdout } = await runCli(ORDER, { cwd });
    expect(stdout).toMatch(/^acme\.broken +error .*no stock$/m);
  });

  test('gives one document, whatever a plugin prints in whatever phase', async () => {
    const noisy = pluginFiles(
      'acme.noisy',
      { hooks: { before_order: {} } },
      `import { writeSync } from 'node:fs';
       console.log('import');
       export default {
         activate: () => writeSync(1, 'activate'),
         hooks: { before_order: () => { process.stdout.write('call'); } },
         deactivate: () => console.info('deactivate'),
       };`,
    );
    const cwd = await createProject({ ...HOST_FILES, ...noisy });
    const { exitCode, document } = await runCliJson(ORDER, { cwd });
    expect({ exitCode, ok: document.ok }).toEqual({ exitCode: 0, ok: true });
  });

  test('says that a plugin has ended the process', async () => {
    const exits = pluginFiles(
      'acme.exits',
      { hooks: { before_order: {} } },
      'export default { hooks: { before_order: () => process.exit(0) } };',
    );
    const cwd = await createProject({ ...HOST_FILES, ...exits });
    const { exitCode, document } = await runCliJson(ORDER, { cwd });
    expect(exitCode).toBe(1);
    expect(document.error).toMatchObject({ code: 'COMMAND_ENDED' });
  });

  test('ends a call that takes too long', async () => {
    const hangs = pluginFiles(
      'acme.hangs',
      { hooks: { before_order: {} } },
      'export default { hooks: { before_order: () => new Promise((settle) => setTimeout(settle, 60_000)) } };',
    );
    const cwd = await createProject({ ...HOST_FILES, ...hangs });
    const { exitCode, document } = await runCliJson([...ORDER, '--timeout', '50'], { cwd });
    expect(exitCode).toBe(1);
    expect(document.error).toMatchObject({ code: 'CALL_ABORTED' });
  });

  test.each([
    ['no JSON', ['--args', '{'], 'COMMAND_MISUSED', /^"--args" is not JSON: /],
    ['no object', ['--args', '[]'], 'COMMAND_MISUSED', /^"--args" gives an array of 0, not an object\.$/],
    ['two sources', ['--args', '{}', '--args-file', 'x'], 'COMMAND_MISUSED', /cannot be given together/],
    ['a missing file', ['--args-file', 'none.json'], 'COMMAND_MISUSED', /^The file none\.json cannot be read: /],
    ['a missing argument', [], 'ARGS_INVALID', /"order" is not valid: .*expected object/],
    ['an unknown argument', ['--args', '{"order":{"total":1},"oder":1}'], 'ARGS_INVALID', /no argument "oder"/],
    [
      'an unknown plugin',
      ['--args', '{"order":{"total":1}}', '--only', 'acme.tx'],
      'PLUGIN_UNKNOWN',
      /did you mean "acme\.tax"/,
    ],
    ['a limit that is no number', ['--timeout', 'soon'], 'COMMAND_MISUSED', /takes a number, not "soon"/],
  ])('refuses %s', async (_, args, code, message) => {
    const cwd = await createProject({ ...HOST_FILES, ...TAX });
    const { document } = await runCliJson(['run', 'before_order', ...args], { cwd });
    expect(document.error).toMatchObject({ code, message: expect.stringMatching(message) as string });
  });
});
