import { chmod } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { NO_GRANTS, type Grants } from '../../src/runners/grants.ts';
import { bubblewrap, findProgram, nameLauncher } from '../../src/runners/launchers.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';

const ARGV = ['/bin/node', '--permission', '/host/unit.mjs'];

function wrap(grants: Grants, dataDir?: string): string {
  const places = { node: '/bin/node', folder: '/plugins/one', bootstrapFolders: ['/host'], dataDir };
  const launcher = bubblewrap({ program: '/bin/bwrap', readable: ['/nix/store'] });
  return launcher(ARGV, { ...places, grants }).join(' ');
}

const LIBRARIES = ['/lib', '/lib32', '/lib64', '/usr/lib', '/usr/lib32', '/usr/lib64'];
const binds = (flag: string, paths: readonly string[]) => paths.map((path) => `${flag} ${path} ${path}`).join(' ');

test('bubblewrap shows Node, its libraries and the plugin, and shares nothing', () => {
  expect(wrap(NO_GRANTS)).toBe(
    [
      '/bin/bwrap --unshare-all --die-with-parent --new-session --cap-drop ALL --chdir /plugins/one',
      '--proc /proc --dev /dev --tmpfs /tmp',
      binds('--ro-bind-try', [...LIBRARIES, '/nix/store']),
      binds('--ro-bind', ['/bin/node', '/host', '/plugins/one']),
      '-- /bin/node --permission /host/unit.mjs',
    ].join(' '),
  );
});

test('bubblewrap shows what was granted, and shares the network if that was', () => {
  const grants = { ...NO_GRANTS, read: ['/in'], write: ['/out'], hosts: ['stats.example'], commands: ['git'] };
  const argv = wrap(grants, '/state/one');
  expect(argv).toContain('--unshare-all --share-net --die-with-parent');
  expect(argv).toContain(binds('--ro-bind-try', ['/bin', '/usr/bin', '/usr/local/bin', '/etc/hosts']));
  expect(argv).toContain(binds('--ro-bind-try', ['/nix/store', '/in']));
  expect(argv).toContain('--bind-try /out /out --bind /state/one /state/one -- /bin/node');
});

test('what a launcher keeps out is known of the preset only', () => {
  expect(nameLauncher(undefined)).toBe('none');
  expect(nameLauncher(bubblewrap({ program: '/bin/bwrap' }))).toBe('bubblewrap');
  expect(nameLauncher((argv) => argv)).toBe('other');
});

test('a program is searched for where the shell would', async () => {
  const folder = await createTemporaryFolder({ 'one/bwrap': '', 'two/bwrap': '', 'two/folder/x': '' });
  await chmod(join(folder, 'two/bwrap'), 0o755);
  const path = ['one', 'two', 'three'].map((name) => join(folder, name)).join(delimiter);
  expect(findProgram('bwrap', path)).toBe(
    process.platform === 'win32' ? join(folder, 'one/bwrap') : join(folder, 'two/bwrap'),
  );
  expect(findProgram('folder', path)).toBeUndefined();
  expect(findProgram('bwrap', '')).toBeUndefined();
});
