import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ERROR_CATALOGUE, type ErrorCode, type PluginStatus } from 'hookline';
import { describe, expect, test } from 'vitest';
import { listAnchors, listRelativeLinks } from '../docs/links.ts';
import { readDocument } from '../docs/documents.ts';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';

const GUIDE = 'docs/guide/operating-plugins.md';

/** What two plugins may quarrel about. */
const CODES: readonly ErrorCode[] = [
  'COMMAND_AMBIGUOUS',
  'MANIFEST_ID_RESERVED',
  'PLUGIN_CONFLICT',
  'PLUGIN_INCOMPATIBLE',
  'PLUGIN_SHADOWED',
];

const SUMMARIZE = { contributes: { cli: [{ name: 'summarize', summary: 'Says it in short.' }] } };

function summarizing(id: string, manifest: object = {}): Readonly<Record<string, string>> {
  return pluginFiles(
    id,
    { ...SUMMARIZE, ...manifest },
    `export default { commands: { summarize: () => 'by ${id}' } };`,
  );
}

/** A host with a conflict of each kind. */
function createQuarrel(): Promise<string> {
  const store = { id: 'acme.store', version: '1.0.0', api: '^1.0', entry: './index.js' };
  return createProject({
    ...HOST_FILES,
    'hookline.config.mjs': HOST_FILES['hookline.config.mjs'].replace(
      'sources: [',
      "sources: [directory(new URL('first', import.meta.url), { trusted: true }), ",
    ),
    ...summarizing('acme.long'),
    ...summarizing('acme.short'),
    ...pluginFiles('shop.evil', {}, ''),
    ...pluginFiles('acme.loner', { dependencies: { conflicts: { 'acme.long': '^1' } } }, 'export default {};'),
    ...pluginFiles('acme.mail', {}, ''),
    'first/mail/plugin.json': JSON.stringify({ ...store, id: 'acme.mail' }),
    'first/mail/index.js': '',
    'plugins/store/plugin.json': JSON.stringify(store),
    'plugins/store/index.js': 'export default {};',
    'plugins/store-fork/plugin.json': JSON.stringify(store),
    'plugins/store-fork/index.js': 'export default {};',
  });
}

interface Found {
  readonly status: string;
  readonly code?: string;
  readonly hint?: string;
}

test('doctor finds each conflict and says what to do', async () => {
  const { document } = await runCliJson(['doctor'], { cwd: await createQuarrel() });
  const { checks } = document.result as { checks: readonly Found[] };
  const advice = checks.filter(({ code, hint }) => code !== undefined && hint !== undefined);
  expect([...new Set(advice.map(({ code }) => code))].toSorted()).toEqual(CODES);
  expect(advice.filter(({ status }) => status === 'pass')).toEqual([]);
});

test.each(CODES)('%s is explained, and the guide leads there', (code) => {
  const page = `docs/errors/${ERROR_CATALOGUE[code].group}.md`;
  expect([...listAnchors(readDocument(page))]).toContain(code.toLowerCase());
  const links = listRelativeLinks(readDocument(GUIDE)).map(({ path, anchor }) => `${path}#${anchor}`);
  expect(links).toContain(`../${page.slice('docs/'.length)}#${code.toLowerCase()}`);
});

test('of two plugins with one id both are shown with both places, and a choice settles it', async () => {
  const cwd = await createQuarrel();
  const listed = async (): Promise<unknown> => {
    const { plugins } = (await runCliJson(['list'], { cwd })).document.result as { plugins: readonly PluginStatus[] };
    const rivals = plugins.filter(({ id }) => id === 'acme.store');
    return rivals.map(({ folder, state, reason }) => [relative(cwd, folder!), state, reason?.replaceAll(cwd, '.')]);
  };
  const reason =
    '2 plugins of directory(./plugins) have the id "acme.store": "./plugins/store" and "./plugins/store-fork".';
  expect(await listed()).toEqual([
    ['plugins/store', 'conflicting', reason],
    ['plugins/store-fork', 'conflicting', reason],
  ]);
  await runCli(['choose', 'acme.store', 'plugins/store-fork'], { cwd });
  expect(await listed()).toEqual([
    [
      'plugins/store',
      'shadowed',
      'The plugin "acme.store" in "./plugins/store" is shadowed by "./plugins/store-fork", which was chosen.',
    ],
    ['plugins/store-fork', 'ready', undefined],
  ]);
});

describe('a command that two plugins contribute', () => {
  test('is run by its whole name', async () => {
    const cwd = await createQuarrel();
    for (const id of ['acme.long', 'acme.short']) {
      const { document } = await runCliJson([`${id}/summarize`], { cwd });
      expect(document.result).toEqual({ value: `by ${id}` });
    }
  });

  test('is refused by its short name, with both whole ones, until it is said whose it is', async () => {
    const cwd = await createQuarrel();
    expect(await runCliJson(['summarize'], { cwd })).toMatchObject({
      exitCode: 2,
      document: {
        error: {
          code: 'COMMAND_AMBIGUOUS',
          message: 'The command "summarize" can be any of "acme.long/summarize", "acme.short/summarize".',
        },
      },
    });
    const file = join(cwd, 'hookline.config.mjs');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('stateDir', "commands: { summarize: 'acme.short' },\n stateDir"),
    );
    expect((await runCliJson(['summarize'], { cwd })).document.result).toEqual({ value: 'by acme.short' });
  });
});
