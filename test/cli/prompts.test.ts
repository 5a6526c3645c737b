import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';
import { createProject, HOST_FILES, pluginFiles, runCliJson } from './run-cli.ts';
import { hasTerminal, openTerminal } from './terminal.ts';

const PLUGINS = {
  ...pluginFiles('acme.base', {}, 'export default {};'),
  ...pluginFiles('acme.more', { dependencies: { plugins: { 'acme.base': '^1' } } }, 'export default {};'),
};
const COMMAND = `${process.execPath} ${join(packageRoot, 'dist/src/cli/bin.js')}`;

describe.skipIf(!hasTerminal)('a question in a terminal', () => {
  test.each([
    ['is left with Ctrl-C', 'C-c', 130],
    ['is not answered by the enter key alone', 'Enter', 1],
    ['is answered with no', 'n', 1],
  ])('changes nothing if it %s', async (_, key, exitCode) => {
    const cwd = await createProject({ ...HOST_FILES, ...PLUGINS });
    const terminal = openTerminal(`${COMMAND} disable acme.base; echo "ended with $?"`, cwd, 80);
    const screen = await terminal.shows('Disable "acme.base"?');
    expect(screen).toMatch(/^acme\.more +ready +unresolved +Needs "acme\.base"/m);
    terminal.press(key);
    expect(await terminal.shows(`ended with ${exitCode}`)).toContain('Nothing was changed.');
    const { document } = await runCliJson(['list', '--state', 'disabled'], { cwd });
    expect(document.result).toEqual({ plugins: [] });
  });
});
