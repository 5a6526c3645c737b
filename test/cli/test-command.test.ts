import { existsSync, readFileSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { test as testCommand } from '../../src/cli/commands/test.ts';
import { runTest } from '../../src/cli/run/test.ts';
import { isAlive } from '../runners/is-alive.ts';
import { packageRoot } from '../tooling/package-root.ts';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';
import { runHere } from './run-here.ts';
import { startCli } from './start-cli.ts';

interface Tests {
  readonly id: string;
  readonly runner?: string;
  readonly status: string;
  readonly exitCode: number | null;
  readonly coverage?: string;
  readonly tests: readonly {
    readonly name: string;
    readonly file: string;
    readonly status: string;
    readonly error?: string;
  }[];
}

interface Result {
  readonly plugins: readonly Tests[];
  readonly summary: object;
  readonly file?: string;
}

const CODE = 'export default {};\n';

function tested(id: string, tests: string, file = 'plugin.test.js'): Readonly<Record<string, string>> {
  return { ...pluginFiles(id, {}, CODE), [`plugins/${id.split('.')[1]!}/test/${file}`]: tests };
}

const NODE = `import { describe, test } from 'node:test';\nimport assert from 'node:assert/strict';\n`;
const GOOD = tested(
  'acme.good',
  `${NODE}describe('adding', () => { test('one', () => {}); test('two', () => {}); });\n`,
);
const CRASHING = tested('acme.crash', `${NODE}test('before', () => {}); test('crash', () => { process.exit(7); });\n`);
const FAILING = tested(
  'acme.fail',
  `${NODE}test('a <b> & "c"', () => assert.equal(1, 2));\ntest('later', { todo: true }, () => {});\ntest('not now', { skip: true }, () => {});\n`,
);
const VITEST = tested(
  'acme.vite',
  `import { expect, test } from 'vitest';\ntest('fine', () => {});\ntest('wrong', () => { expect(1).toBe(2); });\n`,
);

async function runTests(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ readonly exitCode: 0 | 1; readonly cwd: string; readonly text: string; readonly result: Result }> {
  const cwd = await createProject({ ...HOST_FILES, ...files });
  await symlink(join(packageRoot, 'node_modules/vitest'), join(cwd, 'node_modules/vitest'), 'dir');
  const { exitCode = 0, result, text } = await runHere({ description: testCommand, run: runTest }, args, cwd);
  return { exitCode, cwd, text, result: result as Result };
}

function namesOf({ plugins }: Result): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(plugins.map(({ id, tests }) => [id, tests.map(({ name, status }) => `${status} ${name}`)]));
}

describe('hookline test', () => {
  test('runs the tests of each plugin, by what they are written for; one that crashes keeps none from running', async () => {
    const { exitCode, result } = await runTests({ ...GOOD, ...CRASHING, ...FAILING, ...VITEST });
    expect(exitCode).toBe(1);
    expect(namesOf(result)).toEqual({
      'acme.crash': ['failed test/plugin.test.js'],
      'acme.fail': ['failed a <b> & "c"', 'todo later', 'skipped not now'],
      'acme.good': ['passed adding > one', 'passed adding > two'],
      'acme.vite': ['passed fine', 'failed wrong'],
    });
    expect(result.plugins.map(({ runner, status, exitCode: code }) => [runner, status, code])).toEqual([
      ['node', 'failed', 1],
      ['node', 'failed', 1],
      ['node', 'passed', 0],
      ['vitest', 'failed', 1],
    ]);
    expect(result.plugins[0]!.tests[0]!.error).toBe('The process of the file ended with the exit code 7.');
    expect(result.summary).toEqual({ plugins: 4, passed: 3, failed: 3, skipped: 1, todo: 1 });
  });

  test('runs one test by its name', async () => {
    const named = await runTests({ ...GOOD, ...VITEST }, '--test', 'one');
    expect(named.exitCode).toBe(0);
    expect(namesOf(named.result)).toEqual({ 'acme.good': ['passed adding > one'], 'acme.vite': [] });
    const fine = await runTests({ ...GOOD, ...VITEST }, '--test', 'fine');
    expect(namesOf(fine.result)).toEqual({ 'acme.good': [], 'acme.vite': ['passed fine'] });
    const none = await runTests(GOOD, '--test', 'three');
    expect([none.exitCode, none.text.split('\n').at(-1)]).toEqual([1, 'There is no test whose name contains "three".']);
  });

  test('writes the coverage of the test runner', async () => {
    const { exitCode, cwd, result } = await runTests(GOOD, 'acme.good', '--coverage');
    const file = join(cwd, 'plugins/good/coverage/lcov.info');
    expect({ exitCode, coverage: result.plugins[0]!.coverage }).toEqual({ exitCode: 0, coverage: file });
    expect(existsSync(file)).toBe(true);
  });

  test('writes one JUnit document for all plugins, whatever became of them', async () => {
    const { cwd, result } = await runTests(
      { ...CRASHING, ...FAILING },
      '--reporter',
      'junit',
      '--out',
      'reports/all.xml',
    );
    const file = join(cwd, 'reports/all.xml');
    expect(result.file).toBe(file);
    const lines = (await readFile(file, 'utf8')).replaceAll(/time="[^"]*"/g, 'time=""').split('\n');
    expect(
      lines
        .filter((line) => /<\/?testsuite|<testcase/.test(line))
        .map((line) => line.replace(/<failure.*/, '<failure…')),
    ).toEqual([
      '<testsuites name="hookline test" tests="4" failures="2" errors="0" skipped="2" time="">',
      '  <testsuite name="acme.crash" tests="1" failures="1" errors="0" skipped="0" time="">',
      '    <testcase name="test/plugin.test.js" classname="acme.crash/test/plugin.test.js" file="test/plugin.test.js" time=""><failure…',
      '  </testsuite>',
      '  <testsuite name="acme.fail" tests="3" failures="1" errors="0" skipped="2" time="">',
      '    <testcase name="a &lt;b&gt; &amp; &quot;c&quot;" classname="acme.fail/test/plugin.test.js" file="test/plugin.test.js" time=""><failure…',
      '    <testcase name="later" classname="acme.fail/test/plugin.test.js" file="test/plugin.test.js" time=""><skipped message="todo"/></testcase>',
      '    <testcase name="not now" classname="acme.fail/test/plugin.test.js" file="test/plugin.test.js" time=""><skipped/></testcase>',
      '  </testsuite>',
      '</testsuites>',
    ]);
  });

  test('ends tests that take too long, with all that they started', async () => {
    const code = `${NODE}test('endless', () => new Promise((settle) => { setTimeout(settle, 600_000); }));\n`;
    const { exitCode, result } = await runTests(tested('acme.slow', code), '--timeout', '1500');
    expect(exitCode).toBe(1);
    expect(result.plugins[0]).toMatchObject({
      status: 'failed',
      exitCode: null,
      tests: [{ name: 'the process of the tests', error: 'The process of the tests did not end within 1500 ms.' }],
    });
  });

  test('ends with Ctrl-C, with all that it started', async () => {
    const code = `${NODE}import { writeFileSync } from 'node:fs';
      test('endless', () => new Promise((settle) => { writeFileSync('pid.txt', String(process.pid)); setTimeout(settle, 600_000); }));`;
    const cwd = await createProject({ ...HOST_FILES, ...tested('acme.slow', code) });
    const cli = startCli(['test', '--json'], cwd);
    const file = join(cwd, 'plugins/slow/pid.txt');
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8'), { timeout: 20_000 }).toMatch(/^\d+$/);
    const { stdout, exitCode } = await cli.interrupt();
    const { result } = JSON.parse(stdout) as { readonly result: Result };
    expect({ exitCode, error: result.plugins[0]!.tests[0]!.error }).toEqual({
      exitCode: 1,
      error: 'The process of the tests was interrupted.',
    });
    await expect.poll(() => isAlive(Number(readFileSync(file, 'utf8')))).toBe(false);
  }, 30_000);

  test('builds a plugin whose entry is built, and tells why that failed', async () => {
    const built = {
      ...pluginFiles('acme.built', { entry: './dist/index.js' }, CODE),
      'plugins/built/package.json': JSON.stringify({ type: 'module', scripts: { build: 'node build.js' } }),
      'plugins/built/build.js': `import { mkdirSync, copyFileSync } from 'node:fs'; mkdirSync('dist'); copyFileSync('index.js', 'dist/index.js');`,
      'plugins/built/test/a.test.js': `${NODE}test('is built', () => import('../dist/index.js'));\n`,
    };
    expect(namesOf((await runTests(built)).result)).toEqual({ 'acme.built': ['passed is built'] });
    const broken = { ...built, 'plugins/built/build.js': 'throw new Error("no build");' };
    const { result } = await runTests(broken);
    expect(namesOf(result)).toEqual({ 'acme.built': ['failed the build of the plugin'] });
    expect(result.plugins[0]!.tests[0]!.error).toContain('no build');
  });

  test('gives one document, and a table for people', async () => {
    const noisy = tested('acme.noisy', `${NODE}console.log('NOISE');\ntest('prints', () => console.log('NOISE'));\n`);
    const cwd = await createProject({ ...HOST_FILES, ...noisy });
    const { document, exitCode } = await runCliJson(['test', 'plugins'], { cwd });
    expect({ exitCode, names: namesOf(document.result as Result) }).toEqual({
      exitCode: 0,
      names: { 'acme.noisy': ['passed prints'] },
    });
    const { stdout } = await runCli(['test'], { cwd, env: { COLUMNS: '80' } });
    expect(stdout).toMatch(
      /^PLUGIN +STATUS +PASSED +FAILED +SKIPPED +TIME +RUN BY\nacme\.noisy +passed +1 +0 +0 +[\d.]+ m?s +node\n$/,
    );
  });

  test('says that there are no tests', async () => {
    const { exitCode, result } = await runTests(pluginFiles('acme.bare', {}, CODE));
    expect({ exitCode, status: result.plugins[0]!.status }).toEqual({ exitCode: 1, status: 'none' });
  });
});
