import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';
import { createProject, HOST_FILES, pluginFiles, runCliJson } from './run-cli.ts';

const { 'hookline.config.mjs': CONFIG, ...OTHERS } = HOST_FILES;
const FILES = { ...OTHERS, ...pluginFiles('acme.mail', { hooks: { order_taken: {} } }, 'export default {};') };

const TYPED = `${CONFIG.replace('export default {', 'const options: { host: object } = {')} export default options;`;
const JSON_CONFIG = {
  host: { name: 'shop', api: '1.2.0' },
  hookspecs: './hookspecs.js#shopHookspecs',
  sources: ['./plugins'],
};

/** Who implements what, as the commands see it. */
async function hooksOf(cwd: string, flags: readonly string[] = []): Promise<unknown> {
  const { document } = await runCliJson(['hooks', 'list', ...flags], { cwd });
  if (!document.ok) return document.error;
  const { hooks } = document.result as { hooks: readonly { name: string; plugins: readonly string[] }[] };
  return Object.fromEntries(hooks.map(({ name, plugins }) => [name, plugins]));
}

const EXPECTED = { before_order: [], order_taken: ['acme.mail'], describe_item: [] };

describe('a host is found by', () => {
  test.each([
    ['hookline.config.mjs', CONFIG],
    ['hookline.config.js', CONFIG],
    ['hookline.config.ts', TYPED],
    ['hookline.config.mts', TYPED],
    ['hookline.config.json', JSON.stringify(JSON_CONFIG)],
    [
      'hookline.config.mjs',
      CONFIG.replace('export default {', 'export default async () => ({').replace(/\};\s*$/, '});'),
    ],
  ])('%s', async (name, text) => {
    const cwd = await createProject({ ...FILES, [name]: text });
    await mkdir(join(cwd, 'node_modules/@swc'));
    await symlink(
      join(packageRoot, 'node_modules/@swc/wasm-typescript'),
      join(cwd, 'node_modules/@swc/wasm-typescript'),
      'dir',
    );
    expect(await hooksOf(cwd)).toEqual(EXPECTED);
  });

  test('a file in a folder above', async () => {
    const cwd = await createProject({ ...FILES, 'hookline.config.mjs': CONFIG, 'docs/deep/page.md': '' });
    expect(await hooksOf(join(cwd, 'docs/deep'))).toEqual(EXPECTED);
  });

  test('flags alone', async () => {
    const cwd = await createProject(FILES);
    const flags = ['--host', 'shop@1.2.0', '--hookspecs', './hookspecs.js', '--plugins', 'plugins'];
    expect(await hooksOf(cwd, flags)).toEqual(EXPECTED);
  });
});

test('flags go before what the file says', async () => {
  const manifest = { id: 'acme.one', version: '1.0.0', api: '^1.0', entry: './index.js', hooks: { order_taken: {} } };
  const more = { 'more/one/plugin.json': JSON.stringify(manifest), 'more/one/index.js': '' };
  const cwd = await createProject({ ...FILES, ...more, 'hookline.config.mjs': CONFIG });
  expect(await hooksOf(cwd, ['--plugins', 'more'])).toEqual({ ...EXPECTED, order_taken: ['acme.one'] });
});

test.each([
  ['that is not there', [], ['--config', 'none.mjs'], 'HOST_CONFIG_MISSING'],
  ['that is no JSON', ['hookline.config.json', '{'], [], 'HOST_CONFIG_INVALID'],
  ['that gives no options', ['hookline.config.mjs', 'export default 1;'], [], 'HOST_CONFIG_INVALID'],
  ['that exports nothing', ['hookline.config.mjs', ''], [], 'HOST_CONFIG_INVALID'],
  ['that fails', ['hookline.config.mjs', 'throw new Error("no");'], [], 'HOST_CONFIG_INVALID'],
])('a configuration %s is a misuse', async (_, [name, text], flags, code) => {
  const cwd = await createProject({ ...FILES, ...(name === undefined ? {} : { [name]: text! }) });
  const { exitCode, document } = await runCliJson(['list', ...flags], { cwd });
  expect({ exitCode, code: document.error?.code }).toEqual({ exitCode: 2, code });
});
