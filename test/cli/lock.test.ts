import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFiles } from '../examples/temporary-folder.ts';
import { lock as description } from '../../src/cli/commands/lock.ts';
import { runLock } from '../../src/cli/run/lock.ts';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';
import { runHere } from './run-here.ts';

const STORE = pluginFiles('acme.store', {}, 'export default {};');
const CHART = pluginFiles('acme.chart', { dependencies: { plugins: { 'acme.store': '^1' } } }, 'export default {};');

async function lock(
  cwd: string,
  ...args: readonly string[]
): Promise<{ result: unknown; text: string; exitCode?: number }> {
  return runHere({ description, run: runLock }, args, cwd);
}

describe('lock', () => {
  test('writes what runs, the same bytes for the same state', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE, ...CHART });
    const { document, exitCode } = await runCliJson(['lock'], { cwd });
    const file = join(cwd, 'hookline.lock.json');
    const written = await readFile(file, 'utf8');
    expect(exitCode).toBe(0);
    expect(document.result).toEqual({
      file,
      lock: JSON.parse(written) as unknown,
      differences: [],
      written: true,
      leftOut: [],
    });
    expect(JSON.parse(written)).toMatchObject({
      lockVersion: 1,
      host: { name: 'shop', api: '1.2.0' },
      plugins: [
        { id: 'acme.chart', dependencies: { 'acme.store': '1.0.0' }, order: 1 },
        { id: 'acme.store', integrity: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string, order: 0 },
      ],
    });
    await rm(file);
    expect((await lock(cwd)).text).toBe(`Locked 2 plugins in ${file}.`);
    expect(await readFile(file, 'utf8')).toBe(written);
    expect((await lock(cwd)).text).toBe(`Locked 2 plugins in ${file}. Nothing has changed.`);
    expect((await lock(cwd, '--out', 'other.json')).text).toBe(`Locked 2 plugins in ${join(cwd, 'other.json')}.`);
    expect(await readFile(join(cwd, 'other.json'), 'utf8')).toBe(written);
  });

  test('compares with --check, and lists each difference', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE, ...CHART });
    await lock(cwd);
    const same = await lock(cwd, '--check');
    expect(same.exitCode).toBe(undefined);
    expect(same.result).toMatchObject({ differences: [], written: false });
    await rm(join(cwd, 'plugins/chart'), { recursive: true });
    await writeFiles(cwd, {
      ...pluginFiles('acme.store', { version: '1.1.0' }, 'export default {};'),
      ...pluginFiles('acme.stats', {}, 'export default {};'),
    });
    const before = await readFile(join(cwd, 'hookline.lock.json'), 'utf8');
    const { stdout, exitCode } = await runCli(['lock', '--check'], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toBe(
      [
        'PLUGIN      DIFFERENCE',
        'acme.chart  1.0.0 is in the lock file, and is not there or cannot run',
        'acme.stats  1.0.0 is not in the lock file',
        'acme.store  the version: 1.0.0 was locked, now 1.1.0',
        'acme.store  the content differs',
        'acme.store  the place in the order: 0 was locked, now 1',
        '',
        `${join(cwd, 'hookline.lock.json')} is not what runs now. "hookline lock" writes it anew.`,
        '',
      ].join('\n'),
    );
    expect(await readFile(join(cwd, 'hookline.lock.json'), 'utf8')).toBe(before);
  });

  test('says which plugins cannot run and so are not locked', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...CHART });
    const { text, result } = await lock(cwd);
    expect(result).toMatchObject({ lock: { plugins: [] }, leftOut: [{ id: 'acme.chart', state: 'unresolved' }] });
    expect(text).toMatch(/^Locked 0 plugins in .*\n\nCANNOT RUN {2}STATE {7}WHY\nacme\.chart {2}unresolved {2}\S/);
  });

  test('makes the lock of a host anew that is held to an old one', async () => {
    const config = HOST_FILES['hookline.config.mjs'].replace(
      'stateDir:',
      "lock: import.meta.dirname + '/held.json', stateDir:",
    );
    const cwd = await createProject({ ...HOST_FILES, ...STORE, 'hookline.config.mjs': config });
    expect((await lock(cwd)).text).toBe(`Locked 1 plugin in ${join(cwd, 'held.json')}.`);
    expect((await lock(cwd, '--check')).exitCode).toBe(undefined);
  });

  test('needs the file for --check, and mends a damaged one without it', async () => {
    const cwd = await createProject({ ...HOST_FILES, ...STORE });
    await expect(lock(cwd, '--check')).rejects.toMatchObject({ code: 'LOCKFILE_INVALID' });
    await writeFile(join(cwd, 'hookline.lock.json'), '{');
    await expect(lock(cwd, '--check')).rejects.toMatchObject({ code: 'LOCKFILE_INVALID' });
    expect((await lock(cwd)).text).toBe(`Locked 1 plugin in ${join(cwd, 'hookline.lock.json')}.`);
  });
});
