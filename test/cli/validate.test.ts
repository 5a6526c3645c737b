import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/analysis/finding.ts';
import { validate } from '../../src/cli/commands/validate.ts';
import { runValidate } from '../../src/cli/run/validate.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';
import { runHere } from './run-here.ts';

interface Result {
  readonly plugins: readonly {
    readonly id: string;
    readonly findings: readonly Finding[];
    readonly suppressed: readonly Finding[];
    readonly skipped: readonly string[];
    readonly fixed?: string;
  }[];
  readonly summary: object;
}

const GOOD = pluginFiles(
  'acme.good',
  { hooks: { describe_item: {} } },
  "export default { hooks: { describe_item: ({ name }) => name + '!' } };\n",
);

function bad(code: string, manifest: object = { hooks: {} }): Readonly<Record<string, string>> {
  return pluginFiles('acme.bad', manifest, code);
}

const EMPTY = 'export default { hooks: {} };\n';

async function validateHere(
  args: readonly string[],
  cwd: string,
): Promise<{ readonly exitCode: 0 | 1; readonly result: Result }> {
  const { exitCode = 0, result } = await runHere({ description: validate, run: runValidate }, args, cwd);
  return { exitCode, result: result as Result };
}

async function validated(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ readonly exitCode: 0 | 1; readonly cwd: string; readonly result: Result }> {
  const cwd = await createProject({ ...HOST_FILES, ...files });
  return { cwd, ...(await validateHere(args, cwd)) };
}

function placesOf({ plugins }: Result): readonly string[] {
  return plugins.flatMap(({ findings }) =>
    findings.map(({ rule, severity, path, line, column }) => `${severity} ${rule} ${path}:${line}:${column}`),
  );
}

describe('hookline validate', () => {
  test('finds nothing in a plugin that is well', async () => {
    const { exitCode, result, cwd } = await validated(GOOD);
    expect({ exitCode, result }).toEqual({
      exitCode: 0,
      result: {
        plugins: [
          {
            id: 'acme.good',
            version: '1.0.0',
            folder: join(cwd, 'plugins/good'),
            findings: [],
            suppressed: [],
            skipped: [],
          },
        ],
        summary: { plugins: 1, errors: 0, warnings: 0, infos: 0, suppressed: 0 },
      },
    });
  });

  test('looks at manifest, entry, host and computer', async () => {
    const manifest = {
      api: '^2.0',
      entry: './other.js',
      engines: { node: '>=99' },
      platform: { os: ['aix'], bins: [{ name: 'no-such-program' }] },
      hooks: { describe_itm: {} },
    };
    const { exitCode, result } = await validated(bad(EMPTY, manifest));
    expect(exitCode).toBe(1);
    expect(placesOf(result)).toEqual([
      'error API_UNSUPPORTED plugin.json:4:10',
      'error ENTRY_MISSING plugin.json:5:12',
      'warning ENGINE_UNSUPPORTED plugin.json:7:13',
      'warning PLATFORM_UNSUPPORTED plugin.json:9:15',
      'warning REQUIREMENT_MISSING plugin.json:13:13',
      'error MANIFEST_HOOK_UNKNOWN plugin.json:20:5',
    ]);
    expect(result.plugins[0]!.skipped).toEqual(['Its code was not looked at, because its entry is not there.']);
  });

  test('holds the code against manifest and hookspecs', async () => {
    const code = 'export default { hooks: { describe_item: ({ nam }) => nam } };\n';
    const { result } = await validated(bad(code, { hooks: { order_taken: {} } }));
    expect(placesOf(result)).toEqual([
      'error hooks-match index.js:1:25',
      'error hooks-match index.js:1:42',
      'error handler-arguments index.js:1:45',
    ]);
  });

  test('shows each finding with its line and what to do, in the width of the terminal', async () => {
    const cwd = await createProject({
      ...HOST_FILES,
      ...GOOD,
      ...bad(`${EMPTY}export const run = () => eval('1');\n`),
    });
    const { exitCode, stdout, stderr } = await runCli(['validate'], { cwd, env: { COLUMNS: '80' } });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout).toBe(
      [
        'acme.bad 1.0.0  plugins/bad',
        '',
        'index.js',
        '     2:26  error    no-eval',
        '           "eval" runs text as code.',
        "        2 │ export const run = () => eval('1');",
        '          │                          ^',
        '           Write the code itself, or look the value up in a table of functions.',
        '           For data, use JSON.parse.',
        '',
        '2 plugins: 1 error',
        '',
      ].join('\n'),
    );
  });

  test('can be narrowed to rules, and widened to warnings', async () => {
    const files = bad(`${EMPTY}let count = 0;\nexport const run = () => (count += eval('1'));\n`);
    const cwd = await createProject({ ...HOST_FILES, ...files });
    const run = async (...args: readonly string[]): Promise<unknown> => {
      const { exitCode, result } = await validateHere(args, cwd);
      return [exitCode, result.plugins[0]!.findings.map(({ rule }) => rule)];
    };
    expect(await run('--rule', 'no-eval')).toEqual([1, ['no-eval']]);
    expect(await run('--ignore', 'no-eval')).toEqual([0, ['mutable-module-state']]);
    expect(await run('--ignore', 'no-eval', '--strict')).toEqual([1, ['mutable-module-state']]);
    const { exitCode, stderr } = await runCli(['validate', '--rule', 'no-evil'], { cwd });
    expect([exitCode, stderr.split('\n')[0]]).toEqual([
      2,
      'error: There is no rule "no-evil" (did you mean "no-eval"?).',
    ]);
  });

  test('writes the hooks of the code into the manifest, and nothing else', async () => {
    const code = 'export default { hooks: { describe_item: { priority: 5, handler: ({ name }) => name } } };\n';
    const { exitCode, cwd, result } = await validated(bad(code, { hooks: { order_taken: {} } }), '--fix');
    const file = join(cwd, 'plugins/bad/plugin.json');
    expect({ exitCode, fixed: result.plugins[0]!.fixed }).toEqual({ exitCode: 0, fixed: file });
    const before = JSON.parse(bad(code)['plugins/bad/plugin.json']!) as object;
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ ...before, hooks: { describe_item: { priority: 5 } } });
    expect((await validateHere(['--fix'], cwd)).result.plugins[0]).not.toHaveProperty('fixed');
  });

  test('says why hooks cannot be written', async () => {
    const { result } = await validated(
      bad('export default makePlugin();\nfunction makePlugin() { return {}; }\n'),
      '--fix',
    );
    expect(result.plugins[0]!.skipped).toEqual([
      '"hooks" of the manifest was not written: What the entry exports by default is computed.',
    ]);
  });

  test('works without a host, and says what it could not see then', async () => {
    const cwd = await createTemporaryFolder({
      'plugin.json':
        '{ "id": "acme.alone", "version": "1.0.0", "api": "^9.0", "entry": "./index.js", "hooks": { "any_hook": {} } }',
      'index.js': 'export default { hooks: { any_hook() {} } };\n',
    });
    const { exitCode, stdout } = await runCli(['validate'], { cwd });
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: [
        'No set-up of a host was found: whether its hooks exist and have the arguments that handlers take, and whether its API fits, was not checked.',
        '',
        '1 plugin: nothing found',
        '',
      ].join('\n'),
    });
  });

  test('takes a folder, a manifest, a folder of plugins, and an id', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...GOOD, ...bad(EMPTY) });
    const run = async (path: string): Promise<unknown> => {
      return (await validateHere([path], cwd)).result.plugins.map(({ id }) => id);
    };
    expect(await run('plugins/good')).toEqual(['acme.good']);
    expect(await run('plugins/good/plugin.json')).toEqual(['acme.good']);
    expect(await run('plugins')).toEqual(['acme.bad', 'acme.good']);
    expect(await run('acme.good')).toEqual(['acme.good']);
    await expect(run('acme.god')).rejects.toThrow(
      'There is no folder and no plugin "acme.god" (did you mean "acme.good"?).',
    );
  });

  test('runs nothing of the plugin, and opens no connection', async () => {
    const code = `
      import { writeFileSync } from 'node:fs';
      writeFileSync(new URL('ran.txt', import.meta.url), 'ran');
      await fetch('http://127.0.0.1:59999/').catch(() => {});
      export default { hooks: {} };
    `;
    const cwd = await createProject({ ...HOST_FILES, ...bad(code) });
    // Loaded into every process of the command: counts what connects.
    await writeFile(
      join(cwd, 'count.mjs'),
      `import net from 'node:net';
       import { appendFileSync } from 'node:fs';
       const { connect } = net.Socket.prototype;
       net.Socket.prototype.connect = function (...args) {
         appendFileSync(${JSON.stringify(join(cwd, 'connected.txt'))}, 'x');
         return connect.apply(this, args);
       };`,
    );
    const env = { NODE_OPTIONS: `--import=${join(cwd, 'count.mjs')}` };
    const { exitCode } = await runCliJson(['validate'], { cwd, env });
    expect(exitCode).toBe(1);
    expect(await readdir(join(cwd, 'plugins/bad'))).toEqual(['index.js', 'plugin.json']);
    expect(await readdir(cwd)).not.toContain('connected.txt');
    // What would have been counted.
    await runCliJson(['check', 'acme.bad', '--runner', 'inline'], { cwd, env });
    expect(await readdir(join(cwd, 'plugins/bad'))).toContain('ran.txt');
    expect(await readdir(cwd)).toContain('connected.txt');
  });
});

describe('hookline validate --import', () => {
  test('tells what the import touches, and lets none of it through', async () => {
    const code = [
      "import { readFileSync, writeFileSync } from 'node:fs';",
      "import { execFile } from 'node:child_process';",
      'export const token = process.env.TOKEN;',
      "export const own = readFileSync(new URL('plugin.json', import.meta.url), 'utf8');",
      "try { writeFileSync(new URL('ran.txt', import.meta.url), 'x'); } catch {}",
      "try { execFile('touch', ['ran.txt']); } catch {}",
      "await fetch('http://127.0.0.1:9/x').catch(() => {});",
      'export default { hooks: {} };',
    ].join('\n');
    const rules = ['import-environment', 'import-failed', 'import-file', 'import-network', 'import-program'];
    const { exitCode, cwd, result } = await validated(
      bad(code),
      '--import',
      ...rules.flatMap((rule) => ['--rule', rule]),
    );
    expect(exitCode).toBe(0);
    expect(result.plugins[0]!.findings.map(({ rule, line, message }) => `${line} ${rule}: ${message}`)).toEqual([
      '3 import-environment: When it was imported, the plugin read the environment: "TOKEN".',
      `4 import-file: When it was imported, the plugin looked at a file: "${join(cwd, 'plugins/bad/plugin.json')}".`,
      `5 import-file: When it was imported, the plugin wanted to write a file: "${join(cwd, 'plugins/bad/ran.txt')}".`,
      '6 import-program: When it was imported, the plugin wanted to start a program: "touch".',
      '7 import-network: When it was imported, the plugin wanted to use the network: "http://127.0.0.1:9/x".',
    ]);
    expect(await readdir(join(cwd, 'plugins/bad'))).toEqual(['index.js', 'plugin.json']);
  });

  test.each([
    ['throws', "throw new Error('broken');", 'The import failed: broken.'],
    ['exits', 'process.exit(3);', 'The import failed: it ended the process with the exit code 3.'],
  ])('finds an entry that %s', async (_how, code, message) => {
    const { exitCode, result } = await validated(bad(`${EMPTY}${code}\n`), '--import', '--rule', 'import-failed');
    expect(exitCode).toBe(1);
    expect(result.plugins[0]!.findings.map((finding) => finding.message)).toEqual([message]);
  });

  test('finds nothing where importing only defines', async () => {
    const code = `import { definePlugin } from 'hookline/plugin';\nexport default definePlugin({ hooks: {} });\n`;
    expect((await validated(bad(code), '--import')).result.plugins[0]!.findings).toEqual([]);
  });
});
