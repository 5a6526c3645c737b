import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runShell } from '../cli/run-shell.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { assertBuilt } from '../tooling/assert-built.ts';
import { packageRoot } from '../tooling/package-root.ts';

const HOOKSPECS = `
  import { defineHookspecs, hook } from 'hookline';
  import { z } from 'zod';

  const Page = z.object({
    url: z.url(),
    format: z.enum(['markdown', 'html']),
    file: z.string().optional(),
    tags: z.array(z.string().min(12)).min(1),
    data: z.record(z.string(), z.unknown()),
    at: z.union([z.date(), z.null()]),
  });

  export const allHooks = defineHookspecs({
    series: hook.series({ args: { file: z.string() }, summary: 'Before everything */ else' }),
    collect: hook.collect({ args: { page: Page }, returns: z.object({ rows: z.array(z.string()) }) }),
    parallel: hook.parallel({ returns: z.string() }),
    first: hook.first({ args: { size: z.int().min(5), kind: z.literal('a') }, returns: Page }),
    waterfall: hook.waterfall({ args: { page: Page, deep: z.boolean() }, thread: 'page' }),
    loop: hook.loop({ args: { pair: z.tuple([z.string(), z.bigint()]), text: z.string().regex(/^a+$/) } }),
    'sync-series': hook.sync.series({ args: { name: z.string().optional() } }),
    sync_collect: hook.sync.collect({ returns: z.number() }),
    sync_first: hook.sync.first({ args: { word: z.string().nullable() }, returns: z.string() }),
    sync_waterfall: hook.sync.waterfall({ args: { 'the-slug': z.string() }, thread: 'the-slug', deprecated: { since: '1.0.0' } }),
    sync_loop: hook.sync.loop(),
    strange: hook.series({ args: { thing: z.custom() } }),
  });
`;

/** A configuration that hands the hookspecs on as they are, so that plugins import them too, and one that does not. */
function config(hookspecs: string): string {
  return `
    import { defineConfig, directory } from 'hookline';
    import { allHooks } from './hookspecs.mjs';
    const sources = [directory(import.meta.dirname + '/plugins', { trusted: true })];
    export default defineConfig({ host: { name: 'all', api: '1.2.3' }, hookspecs: ${hookspecs}, sources });
  `;
}

const HOOKS =
  'series,collect,parallel,first,waterfall,loop,sync-series,sync_collect,sync_first,sync_waterfall,sync_loop,strange';
const BIN = join(packageRoot, 'node_modules/.bin');
const PACKAGES = ['zod', 'typescript', 'vitest', '@types', '@swc', '.bin'];

async function createHost(): Promise<string> {
  assertBuilt();
  const folder = await createTemporaryFolder({
    'package.json': '{ "private": true, "type": "module" }',
    'hookspecs.mjs': HOOKSPECS,
    'hookline.config.mjs': config('allHooks'),
    'composed.config.mjs': config('{ ...allHooks }'),
  });
  await mkdir(join(folder, 'node_modules'));
  await symlink(packageRoot, join(folder, 'node_modules/hookline'), 'dir');
  for (const name of PACKAGES) {
    await symlink(join(packageRoot, 'node_modules', name), join(folder, 'node_modules', name), 'dir');
  }
  return folder;
}

const MATRIX = [
  ['js', 'node', 'hookline.config.mjs'],
  ['js', 'vitest', 'hookline.config.mjs'],
  ['js', 'node', 'composed.config.mjs'],
  ['ts', 'node', 'hookline.config.mjs'],
  ['ts', 'vitest', 'hookline.config.mjs'],
  ['ts', 'vitest', 'composed.config.mjs'],
] as const;

test.each(MATRIX)('a plugin in %s with tests for %s, by %s, is right as it is made', async (language, tests, file) => {
  const host = await createHost();
  const cli = `node ${join(packageRoot, 'dist/src/cli/bin.js')}`;
  const made = await runShell(
    `${cli} create acme.all --config ${file} --hooks ${HOOKS} --language ${language} --tests ${tests}`,
    host,
  );
  expect(made).toMatchObject({ exitCode: 0 });
  const plugin = join(host, 'plugins/all');
  const format = `${BIN}/oxfmt --config ${join(packageRoot, '.oxfmtrc.json')} --check .`;
  expect(await runShell(format, plugin)).toMatchObject({ exitCode: 0 });
  const check = language === 'js' ? `${BIN}/tsc -p jsconfig.json` : 'npm run --silent build';
  expect(await runShell(check, plugin)).toEqual({
    exitCode: 0,
    output: expect.not.stringContaining('error') as string,
  });
  expect(await runShell('npm test --silent', plugin)).toEqual({
    exitCode: 0,
    output: expect.stringMatching(/12 passed.*1 todo|[#ℹ] pass 12[^]*[#ℹ] todo 1/) as string,
  });
  expect(await runShell(`${cli} validate plugins/all --config ${file}`, host)).toEqual({
    exitCode: 0,
    output: '1 plugin: nothing found\n',
  });
  const { output } = await runShell(`${cli} list --config ${file} --json`, host);
  expect(JSON.parse(output)).toMatchObject({ result: { plugins: [{ id: 'acme.all', state: 'ready', problems: [] }] } });
});
