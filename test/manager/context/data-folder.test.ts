import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolderOf } from '../../../src/manager/context/data-folder.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { thrownBy } from '../../hooks/untyped-hooks.ts';
import { identity } from './open-context.ts';

test('a plugin has a folder of its own, for this user only', async () => {
  const stateDir = join(await createTemporaryFolder(), 'state');
  const folder = dataFolderOf({ stateDir, plugin: identity() });
  expect(folder).toBe(join(stateDir, 'data', 'acme.one'));
  const { mode } = await stat(folder);
  expect(mode & 0o777).toBe(process.platform === 'win32' ? mode & 0o777 : 0o700);
});

test('what lies in the folder is there the next time', async () => {
  const stateDir = await createTemporaryFolder();
  await writeFile(join(dataFolderOf({ stateDir, plugin: identity() }), 'x'), 'kept');
  expect(await stat(join(dataFolderOf({ stateDir, plugin: identity('acme.one', '2.0.0') }), 'x'))).toBeDefined();
});

test('without a stateDir there is none', () => {
  const { code, message } = thrownBy(() => dataFolderOf({ stateDir: undefined, plugin: identity() }));
  expect([code, message]).toEqual([
    'DATA_FOLDER_UNAVAILABLE',
    'The plugin "acme.one" 1.0.0 has no data folder: the host has no stateDir.',
  ]);
});

test('what keeps it from being made is told', async () => {
  const stateDir = join(await createTemporaryFolder({ file: '' }), 'file');
  const { code, message, cause } = thrownBy(() => dataFolderOf({ stateDir, plugin: identity() }));
  expect([code, message]).toEqual([
    'DATA_FOLDER_UNAVAILABLE',
    expect.stringMatching(/^The plugin "acme.one" 1.0.0 has no data folder: it cannot be made: ENOTDIR/),
  ]);
  expect(cause).toBeInstanceOf(Error);
});
