import { execFileSync } from 'node:child_process';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isAlive } from '../runners/is-alive.ts';
import { createProject, HOST_FILES, pluginFiles, runCli } from './run-cli.ts';
import { startCli, type RunningCli } from './start-cli.ts';

const codeOf = (text: string): string => `export default { hooks: { describe_item: ({ name }) => ${text} } };\n`;

interface DevDocument {
  readonly ok: boolean;
  readonly result: {
    readonly plugin: string;
    readonly types: readonly { readonly rule: string; readonly path: string; readonly line: number }[];
    readonly reloads: readonly {
      readonly changed: readonly string[];
      readonly status: string;
      readonly state: string;
      readonly durationMs: number;
      readonly errors: readonly { readonly message: string; readonly file?: string; readonly line?: number }[];
      readonly call?: { readonly value?: unknown; readonly report?: { readonly entries: readonly unknown[] } };
    }[];
  };
}

async function project(code = codeOf("'a ' + name")): Promise<{ readonly cwd: string; readonly file: string }> {
  const cwd = await createProject({
    ...HOST_FILES,
    ...pluginFiles('acme.item', { hooks: { describe_item: {} } }, code),
  });
  return { cwd, file: join(cwd, 'plugins/item/index.js') };
}

const CALL = ['--run', 'describe_item', '--args', '{"name":"cup"}'];

async function started(args: readonly string[], cwd: string): Promise<RunningCli> {
  const cli = startCli(['dev', ...args], cwd);
  await cli.prints(/Ctrl-C ends it/);
  return cli;
}

async function documentOf(cli: RunningCli): Promise<DevDocument> {
  const { stdout } = await cli.interrupt();
  return JSON.parse(stdout) as DevDocument;
}

describe('hookline dev', () => {
  test.each(['worker', 'process', 'inline'])('replaces the plugin in the runner "%s" in a moment', async (runner) => {
    const { cwd, file } = await project();
    const cli = await started(['plugins/item', '--json', '--runner', runner, ...CALL], cwd);
    const changedAt = performance.now();
    await writeFile(file, codeOf("'the ' + name"));
    await cli.prints(/the cup/);
    const took = performance.now() - changedAt;
    const { ok, result } = await documentOf(cli);
    expect({ ok, plugin: result.plugin }).toEqual({ ok: true, plugin: 'acme.item' });
    expect(
      result.reloads.map(({ changed, status, state, call }) => ({ changed, status, state, value: call?.value })),
    ).toEqual([
      { changed: [], status: 'ok', state: 'active', value: 'a cup' },
      { changed: ['index.js'], status: 'ok', state: 'active', value: 'the cup' },
    ]);
    // The old handlers are gone.
    expect(result.reloads[1]!.call!.report!.entries).toHaveLength(1);
    process.stdout.write(`dev, ${runner}: ${took.toFixed(0)} ms from the change to the new behaviour\n`);
    expect(took).toBeLessThan(10_000);
  });

  test('tells errors with the line they come from, and goes on', async () => {
    const { cwd, file } = await project();
    const cli = await started(['acme.item', '--json'], cwd);
    await writeFile(file, "export default {\n  hooks: { describe_item: ({ name }) => 'a ' + }\n};\n");
    expect(await cli.prints(/Mend the syntax/)).toContain("2 │ hooks: { describe_item: ({ name }) => 'a ' + }");
    await writeFile(file, codeOf('name').replace('hooks:', '\nactivate() { undefined.x; }, hooks:'));
    expect(await cli.prints(/│ +\^/)).toContain('index.js:2:');
    await writeFile(file, codeOf("'well ' + name"));
    await cli.prints(/reloaded in .*active/);
    const { result } = await documentOf(cli);
    expect(result.reloads.map(({ status, errors }) => [status, errors[0]?.line])).toEqual([
      ['ok', undefined],
      ['failed', 2],
      ['failed', 2],
      ['ok', undefined],
    ]);
  });

  test('follows files that are replaced as a whole, deleted and made again', async () => {
    const { cwd, file } = await project();
    const cli = await started(['plugins/item', '--json', ...CALL], cwd);
    await writeFile(join(cwd, 'new.js'), codeOf("'renamed ' + name"));
    await rename(join(cwd, 'new.js'), file);
    await cli.prints(/renamed cup/);
    await rm(file);
    await cli.prints(/reloaded in .*invalid/);
    await writeFile(file, codeOf("'again ' + name"));
    await cli.prints(/again cup/);
    // Written without a change.
    await writeFile(file, codeOf("'again ' + name"));
    await writeFile(join(cwd, 'plugins/item/plugin.json'), '{ "id": "acme.item", ');
    await cli.prints(/reloaded in .*invalid/);
    const { result } = await documentOf(cli);
    expect(result.reloads.map(({ status }) => status)).toEqual(['ok', 'ok', 'failed', 'ok', 'failed']);
  });

  test('builds with the command that it is given', async () => {
    const { cwd, file } = await project();
    const build = 'mkdir -p dist && cp src.txt dist/index.js && echo once >> log.txt';
    const folder = join(cwd, 'plugins/item');
    const manifest = {
      id: 'acme.item',
      version: '1.0.0',
      api: '^1.0',
      entry: './dist/index.js',
      hooks: { describe_item: {} },
    };
    await writeFile(join(folder, 'plugin.json'), JSON.stringify(manifest));
    await rename(file, join(folder, 'src.txt'));
    const cli = await started(['plugins/item', '--json', '--build', build, ...CALL], cwd);
    await writeFile(join(folder, 'src.txt'), codeOf("'built ' + name"));
    await cli.prints(/built cup/);
    expect((await documentOf(cli)).result.reloads.at(-1)!.call!.value).toBe('built cup');
  });

  test('ends with Ctrl-C and leaves no process behind', async () => {
    const { cwd } = await project();
    const cli = await started(['plugins/item', '--runner', 'process'], cwd);
    const children = execFileSync('pgrep', ['-P', String(cli.pid)], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(children.length).toBeGreaterThan(0);
    const { exitCode, stdout } = await cli.interrupt();
    expect({ exitCode, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
      exitCode: 0,
      last: '0 reloads, 0 failed',
    });
    expect(children.filter((pid) => isAlive(Number(pid)))).toEqual([]);
  });

  test.each([
    [['plugins'], 2, '"plugins" has 2 plugins.'],
    [['acme.itm'], 1, 'There is no folder and no plugin "acme.itm" (did you mean "acme.item"?).'],
    [['acme.item', '--run', 'describe_itm'], 1, 'There is no hook "describe_itm" (did you mean "describe_item"?).'],
    [['acme.item', '--run', 'describe_item', '--args', '{'], 2, '"--args" is not JSON'],
  ])('refuses %j', async (args, exitCode, message) => {
    const cwd = await createProject({
      ...HOST_FILES,
      ...pluginFiles('acme.item', {}, 'export default {};'),
      ...pluginFiles('acme.other', {}, 'export default {};'),
    });
    const result = await runCli(['dev', ...args], { cwd });
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toContain(message);
  });
});
