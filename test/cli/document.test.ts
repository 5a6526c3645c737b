import { describe, expect, test } from 'vitest';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson, type CliDocument } from './run-cli.ts';

const CALL = ['run', 'order_taken', '--args', '{"total":3}'];

/** A host with one plugin, whose hookimpl of "order_taken" has this body. */
function createHostOf(body: string): Promise<string> {
  const code = `
    import { closeSync, writeSync } from 'node:fs';
    import { execFileSync } from 'node:child_process';
    export default { hooks: { order_taken: async () => { ${body} } } };
  `;
  return createProject({ ...HOST_FILES, ...pluginFiles('acme.one', { hooks: { order_taken: {} } }, code) });
}

async function documentOf(body: string): Promise<CliDocument> {
  return (await runCliJson(CALL, { cwd: await createHostOf(body) })).document;
}

describe('the document of a command whose plugin', () => {
  test.each([
    ['writes into the pipe of the document', 'writeSync(3, "garbage");'],
    [
      'replaces what writes it',
      'JSON.stringify = () => "no"; process.exit = () => {}; process.stdout.write = () => true;',
    ],
    ['closes the standard streams', 'closeSync(1); closeSync(2);'],
    ['throws when nobody waits', 'setImmediate(() => { throw new Error("late"); }); await new Promise(setImmediate);'],
  ])('%s is whole', async (_, body) => {
    expect(await documentOf(body)).toMatchObject({
      command: 'run',
      ok: true,
      result: { report: { hook: 'order_taken' } },
    });
  });

  test('runs the command itself is one of its own', async () => {
    const cli = new URL('../../dist/src/cli/bin.js', import.meta.url).pathname;
    const document = await documentOf(`
      const { ok } = JSON.parse(execFileSync(process.execPath, [${JSON.stringify(cli)}, 'list', '--json'], { encoding: 'utf8' }));
      if (!ok) throw new Error('not ok');
    `);
    expect(document).toMatchObject({ ok: true });
  });

  test.each([
    ['ends the process', 'process.exit(0);', 'with the exit code 0 before it gave a result.'],
    [
      'waits for ever, with nothing that could end it',
      'await new Promise(() => {});',
      'before it gave a result: code of the host or of a plugin waits for something that never comes.',
    ],
    ['kills the process', 'process.kill(process.pid, "SIGKILL");', 'by the signal SIGKILL before it gave a result.'],
    ['closes the pipe of the document', 'closeSync(3);', 'with the exit code 1 before it gave a result.'],
  ])('%s says so', async (_, body, end) => {
    const { exitCode, document } = await runCliJson(CALL, { cwd: await createHostOf(body) });
    expect(exitCode).toBe(1);
    expect(document.error).toMatchObject({ code: 'COMMAND_ENDED', message: `The process of the command ended ${end}` });
  });
});

describe('text of a command whose plugin', () => {
  test.each([
    ['ends the process', 'process.exit(0);'],
    ['waits for ever', 'await new Promise(() => {});'],
  ])('%s tells of it, and the command has failed', async (_, body) => {
    const { exitCode, stdout, stderr } = await runCli(CALL, { cwd: await createHostOf(body) });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('code  COMMAND_ENDED');
  });
});

test('a long text that a hook gives is shown whole', async () => {
  const code = `export default { hooks: { describe_item: () => 'x'.repeat(50_000) } };`;
  const cwd = await createProject({
    ...HOST_FILES,
    ...pluginFiles('acme.one', { hooks: { describe_item: {} } }, code),
  });
  const { document } = await runCliJson(['run', 'describe_item', '--args', '{"name":"a"}'], { cwd });
  expect(document.result).toMatchObject({ value: 'x'.repeat(50_000) });
});

test('warnings are shown as errors are, without what a plugin could do to the terminal', async () => {
  const body = 'setImmediate(() => { throw new Error("late \\u001B[2J"); }); await new Promise(setImmediate);';
  const { stderr } = await runCli(CALL, { cwd: await createHostOf(body) });
  expect(stderr).toMatch(/^warning: An error that nobody handled comes from the plugin "acme\.one": late \uFFFD\[2J$/m);
  expect(stderr).toContain('  code  PLUGIN_ERROR_LATE\n');
});
