import { describe, expect, test } from 'vitest';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';

const PLUGINS = {
  ...pluginFiles(
    'acme.tax',
    { type: 'price', keywords: ['money'], hooks: { before_order: {} } },
    'throw new Error("run");',
  ),
  ...pluginFiles('acme.mail', { hooks: { order_taken: {} } }, 'console.log("run");'),
  'plugins/broken/plugin.json': '{ "id": "acme.broken" ',
};

interface Listed {
  readonly plugins: readonly { readonly id: string; readonly state: string }[];
}

async function listed(args: readonly string[]): Promise<readonly string[]> {
  const cwd = await createProject({ ...HOST_FILES, ...PLUGINS });
  const { document } = await runCliJson(['list', ...args], { cwd });
  return (document.result as Listed).plugins.map(({ id, state }) => `${id} ${state}`);
}

describe('hookline list', () => {
  test('shows every plugin, the broken ones too, and runs none', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...PLUGINS });
    const { exitCode, stdout, stderr } = await runCli(['list'], { cwd });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.split('\n')[0]).toMatch(/^PLUGIN +VERSION +STATE +RUNNER +ABOUT$/);
    expect(stdout).toMatch(/^acme\.mail +1\.0\.0 +ready/m);
    expect(stdout).toMatch(/^broken +invalid +.*plugin\.json:1:/m);
    expect(stdout).not.toContain('run');
  });

  test.each([
    [[], ['acme.mail ready', 'acme.tax ready', 'broken invalid']],
    [['--state', 'invalid'], ['broken invalid']],
    [
      ['--state', 'invalid', '--state', 'ready'],
      ['acme.mail ready', 'acme.tax ready', 'broken invalid'],
    ],
    [['--type', 'price'], ['acme.tax ready']],
    [['--keyword', 'money'], ['acme.tax ready']],
    [['--hook', 'order_taken'], ['acme.mail ready']],
  ])('narrowed by %j', async (args, expected) => {
    expect(await listed(args)).toEqual(expected);
  });

  test('refuses a state that there is not', async () => {
    const cwd = await createProject({ ...HOST_FILES });
    const { exitCode, stderr } = await runCli(['list', '--state', 'activ'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('No plugin is ever in the state "activ" (did you mean "active"?).');
  });

  test('says so if there is none', async () => {
    const cwd = await createProject({ ...HOST_FILES, 'plugins/.keep': '' });
    expect((await runCli(['list'], { cwd })).stdout).toContain('No plugins. "hookline doctor" says where');
    expect((await runCli(['list', '--hook', 'order_taken'], { cwd })).stdout).toBe(
      'No plugin fits. "hookline list" without options shows all of them.\n',
    );
  });
});
