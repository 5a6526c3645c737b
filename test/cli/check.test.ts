import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/cli/commands/check.ts';
import { runCheck } from '../../src/cli/run/check.ts';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';
import { runHere } from './run-here.ts';

interface Section {
  readonly name: string;
  readonly status: string;
  readonly notes: readonly string[];
  readonly runner?: string;
  readonly leaks?: readonly string[];
}

interface Result {
  readonly plugins: readonly { readonly id: string; readonly status: string; readonly sections: readonly Section[] }[];
  readonly summary: object;
}

const GOOD = pluginFiles(
  'acme.good',
  { hooks: { describe_item: {} } },
  `import { definePlugin } from 'hookline/plugin';
   export default definePlugin({ hooks: { describe_item: ({ name }) => name } });`,
);

async function checked(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ readonly exitCode: 0 | 1; readonly cwd: string; readonly result: Result }> {
  const cwd = await createProject({ ...HOST_FILES, ...files });
  const { exitCode = 0, result } = await runHere({ description: check, run: runCheck }, args, cwd);
  return { exitCode, cwd, result: result as Result };
}

function statusOf({ plugins }: Result, index = 0): Readonly<Record<string, string>> {
  return Object.fromEntries(plugins[index]!.sections.map(({ name, status }) => [name, status]));
}

function activationOf({ plugins }: Result): Section {
  return plugins[0]!.sections.find(({ name }) => name === 'activation')!;
}

describe('hookline check', () => {
  test('gives structure, metadata, dependencies, security, and starts the plugin in a process of its own', async () => {
    const { exitCode, cwd, result } = await checked(GOOD, 'acme.good');
    expect(exitCode).toBe(0);
    expect(statusOf(result)).toEqual({
      structure: 'pass',
      metadata: 'pass',
      dependencies: 'pass',
      security: 'pass',
      activation: 'pass',
    });
    expect(activationOf(result)).toMatchObject({ runner: 'process', notes: [], leaks: [] });
    // The state of the host has no folder of the plugin.
    expect(await readdir(cwd)).not.toContain('data');
  });

  test('puts each finding into its section', async () => {
    const manifest = { hooks: { order_taken: {} }, dependencies: { plugins: { 'acme.none': '^1.0.0' } } };
    const code = 'eval("1");\nexport default { hooks: {} };\n';
    const { exitCode, result } = await checked(pluginFiles('acme.bad', manifest, code), 'plugins/bad');
    expect(exitCode).toBe(1);
    expect(statusOf(result)).toEqual({
      structure: 'fail',
      metadata: 'pass',
      dependencies: 'fail',
      security: 'fail',
      activation: 'skip',
    });
    const dependencies = result.plugins[0]!.sections.find(({ name }) => name === 'dependencies')!;
    expect(dependencies.notes[0]).toContain('"acme.none"');
    expect(activationOf(result).notes).toEqual(['It was not started: it is unresolved.']);
  });

  test('starts what the plugin needs, too', async () => {
    const needy = pluginFiles(
      'acme.needy',
      { dependencies: { plugins: { 'acme.good': '^1.0.0' } } },
      'export default {};',
    );
    const { result } = await checked({ ...GOOD, ...needy }, 'acme.needy');
    expect(activationOf(result)).toMatchObject({ status: 'pass', runner: 'process' });
  });

  test.each([
    ["activate() { throw new Error('no luck'); }", 'fail', /no luck/],
    ["healthCheck: () => ({ status: 'warn', message: 'so so', hint: 'Wait.' })", 'warn', /^so so Wait\.$/],
    ['activate() { process.exit(4); }', 'fail', /exit code 4/],
  ])('a plugin with %s', async (member, status, note) => {
    const { result } = await checked(pluginFiles('acme.odd', {}, `export default { ${member} };`), 'acme.odd');
    expect(activationOf(result)).toMatchObject({ status, notes: [expect.stringMatching(note)] });
  });

  test('looks for leaks where the plugin runs in this process', async () => {
    const code = 'export default { activate() { setInterval(() => {}, 100_000); } };';
    const { result } = await checked(pluginFiles('acme.leaky', {}, code), 'acme.leaky', '--runner', 'inline');
    expect(activationOf(result)).toMatchObject({ status: 'warn', leaks: [expect.stringContaining('1 × timer')] });
  });

  test('gives one document, whatever plugins print', async () => {
    const code = `
      const noise = (text) => { console.log(text); process.stdout.write(text); console.error(text); };
      noise('import');
      export default { activate: () => noise('activate'), deactivate: () => noise('deactivate'), healthCheck: () => noise('check') };
    `;
    const files = pluginFiles('acme.noisy', {}, code);
    const cwd = await createProject({ ...HOST_FILES, ...files });
    for (const runner of ['inline', 'process']) {
      const { document } = await runCliJson(['check', 'acme.noisy', '--runner', runner], { cwd });
      expect(activationOf(document.result as Result)).toMatchObject({ status: 'pass', runner });
    }
  });

  test('runs nothing of a plugin that nobody trusts, nor with "--no-start"', async () => {
    const files = {
      ...GOOD,
      'hookline.config.mjs': HOST_FILES['hookline.config.mjs'].replace(', { trusted: true }', ''),
    };
    const untrusted = await checked(files, 'acme.good');
    expect(activationOf(untrusted.result)).toMatchObject({
      status: 'skip',
      notes: [expect.stringContaining('nobody trusts it')],
    });
    expect(activationOf((await checked(GOOD, '--no-start')).result)).toMatchObject({ status: 'skip' });
  });

  test('is readable', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...GOOD });
    const { stdout } = await runCli(['check', 'acme.good'], { cwd, env: { COLUMNS: '80' } });
    expect(stdout.replaceAll(/[\d.]+ ms/g, 'some ms')).toBe(
      [
        'acme.good 1.0.0',
        '  ✓ structure',
        '  ✓ metadata',
        '  ✓ dependencies',
        '  ✓ security',
        '  ✓ activation   in "process", imported in some ms, activated in some ms',
        '',
        '1 passed, 0 with warnings, 0 failed',
        '',
      ].join('\n'),
    );
  });
});
