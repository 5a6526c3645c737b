import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';

const hasBash = spawnSync('bash', ['--version']).status === 0;

/** A folder of a plugin that is not valid, named as something that a shell would run. */
const HOSTILE = '$(touch proof)';

function createShop(): Promise<string> {
  const command = { name: 'import', summary: 'Imports `touch proof` $(touch proof).' };
  return createProject({
    ...HOST_FILES,
    ...pluginFiles(
      'acme.orders',
      { hooks: { order_taken: {} }, contributes: { cli: [command] } },
      'export default {};',
    ),
    ...pluginFiles('acme.reports', {}, 'export default {};'),
    [`plugins/${HOSTILE}/plugin.json`]: '{}',
  });
}

/** What bash proposes behind these words, as if the tabulator was pressed. */
function press(
  words: readonly string[],
  cwd: string,
): { readonly proposals: readonly string[]; readonly stderr: string } {
  const script = `
    hookline() { ${JSON.stringify(process.execPath)} ${JSON.stringify(join(packageRoot, 'dist/src/cli/bin.js'))} "$@"; }
    source <(hookline completion bash)
    source <(hookline completion bash)
    COMP_WORDS=(hookline "$@"); COMP_CWORD=$#
    __hookline_complete
    printf '%s\\n' "\${COMPREPLY[@]}"
  `;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, 'bash', ...words], { cwd, encoding: 'utf8' });
  return { proposals: stdout.split('\n').filter((line) => line !== ''), stderr };
}

describe.skipIf(!hasBash)('bash proposes', () => {
  test('commands, those of plugins too, options, ids and hooks', async () => {
    const cwd = await createShop();
    expect(press(['hooks', ''], cwd)).toEqual({ proposals: ['list', 'plan', 'docs'], stderr: '' });
    expect(press(['im'], cwd).proposals).toEqual(['import']);
    expect(press(['info', 'acme.'], cwd).proposals).toEqual(['acme.orders', 'acme.reports']);
    expect(press(['run', 'order'], cwd).proposals).toEqual(['order_taken']);
    expect(press(['list', '--st'], cwd).proposals).toEqual(['--state', '--state-dir']);
  });

  test('nothing that it would run', async () => {
    const cwd = await createShop();
    expect((await runCli(['list'], { cwd })).stdout).toContain(HOSTILE);
    expect(press(['info', ''], cwd)).toEqual({ proposals: ['acme.orders', 'acme.reports'], stderr: '' });
    expect(press(['info', '$(touch proof)', ''], cwd).stderr).toBe('');
    expect(press(['im'], cwd).stderr).toBe('');
    expect(existsSync(join(cwd, 'proof'))).toBe(false);
  });
});

describe.each(['zsh', 'fish'])('%s', (shell) => {
  test('gets a script that asks for the same proposals', async () => {
    const { exitCode, stdout } = await runCli(['completion', shell], { cwd: await createProject() });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('hookline complete -- ');
    // Where it is installed, it takes the script.
    const { error, status, stderr } = spawnSync(shell, ['-n'], { input: stdout, encoding: 'utf8' });
    if (error === undefined) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

test('another shell is a misuse', async () => {
  expect(await runCliJson(['completion', 'fisch'], { cwd: await createProject() })).toMatchObject({
    exitCode: 2,
    document: {
      error: { code: 'COMMAND_MISUSED', message: 'There is no completion for "fisch" (did you mean "fish"?).' },
    },
  });
});
