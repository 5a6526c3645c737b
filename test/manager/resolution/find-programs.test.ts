import { chmod, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findMissingPrograms, toProgramPath } from '../../../src/manager/resolution/find-programs.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';

async function folderWith(...programs: string[]): Promise<string> {
  const folder = await createTemporaryFolder(Object.fromEntries(programs.map((name) => [name, 'exit 1'])));
  for (const name of programs) await chmod(join(folder, name), 0o755);
  return folder;
}

describe('findMissingPrograms', () => {
  test('names what is in no folder of the search path', async () => {
    const path = [await folderWith('one'), await folderWith('two'), '/no/such/folder', ''].join(delimiter);
    expect(await findMissingPrograms(['two', 'three', 'one', 'three'], { path, extensions: '' })).toEqual(
      new Set(['three']),
    );
  });

  test.skipIf(process.platform === 'win32')('wants files that can be executed', async () => {
    const folder = await createTemporaryFolder({ plain: '' });
    await chmod(join(folder, 'plain'), 0o644);
    await mkdir(join(folder, 'folder'));
    expect(await findMissingPrograms(['plain', 'folder'], { path: folder, extensions: '' })).toEqual(
      new Set(['plain', 'folder']),
    );
  });

  test('tries the extensions that count as executable', async () => {
    const path = await folderWith('git.EXE');
    expect(await findMissingPrograms(['git', 'dot'], { path, extensions: '.COM;.EXE' })).toEqual(new Set(['dot']));
  });

  test('does not follow a path in place of a name', async () => {
    const path = await folderWith('one');
    expect(await findMissingPrograms([`../one`, join(path, 'one')], { path, extensions: '' })).toEqual(
      new Set(['../one', join(path, 'one')]),
    );
  });
});

test('the search path of Windows is found in any case, with the extensions of the system', () => {
  expect([
    toProgramPath({ PATH: '/bin', PATHEXT: '.X' }, 'linux'),
    toProgramPath({}, 'linux'),
    toProgramPath({ Path: 'C:\\bin', PathExt: '.EXE' }, 'win32'),
    toProgramPath({ Path: 'C:\\bin' }, 'win32'),
  ]).toEqual([
    { path: '/bin', extensions: '' },
    { path: '', extensions: '' },
    { path: 'C:\\bin', extensions: '.EXE' },
    { path: 'C:\\bin', extensions: '.COM;.EXE;.BAT;.CMD' },
  ]);
});
