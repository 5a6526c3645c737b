import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';
import { readFolder } from './read-folder.ts';
import { createProject, HOST_FILES, runCli } from './run-cli.ts';
import { hasTerminal, openTerminal } from './terminal.ts';

const CLI = `node ${join(packageRoot, 'dist/src/cli/bin.js')}`;

const FLAGS = {
  name: 'Taxes',
  description: 'Adds taxes.',
  hooks: 'before_order,describe_item',
  permissions: 'net:tax.example',
  runner: 'worker',
  language: 'ts',
  tests: 'vitest',
  license: 'ISC',
};

// Without tmux there is no terminal to ask in.
test.runIf(hasTerminal)('answers give the very files that flags give', async () => {
  const [asked, told] = [await createProject(HOST_FILES), await createProject(HOST_FILES)];
  const terminal = openTerminal(`${CLI} create; echo "exit code $?"`, asked);
  await terminal.shows('The id of the plugin');
  terminal.type('Tax');
  terminal.press('Enter');
  await terminal.shows('has no publisher');
  terminal.press('BSpace', 'BSpace', 'BSpace');
  terminal.type('acme.tax');
  terminal.press('Enter');
  await terminal.shows('What do people call it?');
  terminal.type('Taxes');
  terminal.press('Enter');
  await terminal.shows('What does it do');
  terminal.type('Adds taxes.');
  terminal.press('Enter');
  await terminal.shows('Under which license?');
  terminal.press('Down', 'Down', 'Enter');
  await terminal.shows('Which hooks does it implement?');
  terminal.press('Space', 'Down', 'Down', 'Space', 'Enter');
  await terminal.shows('What does it need');
  terminal.press('Down', 'Space', 'Enter');
  await terminal.shows('Which for "net"?');
  terminal.type('tax.example');
  terminal.press('Enter');
  await terminal.shows('What is the least isolation');
  terminal.press('Down', 'Enter');
  await terminal.shows('What is it written in?');
  terminal.press('Down', 'Enter');
  await terminal.shows('What runs its tests?');
  terminal.press('Down', 'Enter');
  await terminal.shows('exit code 0');
  const flags = Object.entries(FLAGS).flatMap(([name, value]) => [`--${name}`, value]);
  expect((await runCli(['create', 'acme.tax', ...flags], { cwd: told })).exitCode).toBe(0);
  expect(await readFolder(join(asked, 'plugins'))).toEqual(await readFolder(join(told, 'plugins')));
});

test.runIf(hasTerminal)('what flags say is not asked, and Ctrl-C leaves nothing behind', async () => {
  const cwd = await createProject({ ...HOST_FILES, 'plugins/.keep': '' });
  const terminal = openTerminal(`${CLI} create acme.tax --name Taxes; echo "exit code $?"`, cwd, 80);
  const screen = await terminal.shows('What does it do');
  expect(screen).not.toContain('What do people call it?');
  terminal.press('C-c');
  await terminal.shows('exit code 130');
  expect(await readdir(join(cwd, 'plugins'))).toEqual(['.keep']);
});

test.runIf(hasTerminal)('"--yes" asks nothing', async () => {
  const cwd = await createProject(HOST_FILES);
  const terminal = openTerminal(`${CLI} create acme.tax --hooks none --yes; echo "exit code $?"`, cwd, 80);
  expect(await terminal.shows('exit code 0')).toContain('Made acme.tax in plugins/tax:');
});
