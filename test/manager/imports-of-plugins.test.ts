import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerName } from 'hookline';
import { describe, expect, test } from 'vitest';
import { canGuardImports } from '../../src/runners/guard-imports.ts';
import { writeFiles } from '../examples/temporary-folder.ts';
import { createHost, type TestHost, type WrittenPlugin } from './host.ts';

const RUNNERS: readonly RunnerName[] = ['inline', 'worker', 'process'];

function greeting(head: string, manifest: WrittenPlugin['manifest'] = {}): WrittenPlugin {
  return { manifest, code: `${head}; export default { hooks: { greet: () => 'hello from acme.one' } };` };
}

async function startAndGreet(host: TestHost): Promise<unknown> {
  await host.manager.start();
  await host.greet();
  const { state, reason } = host.manager.get('acme.one')!;
  return [state, reason, host.payloads('plugin:error').map(({ error }) => error.code)];
}

async function failureOfCall({ manager }: TestHost): Promise<unknown> {
  await manager.start();
  const { report } = await manager.hooks.executeWithReport('greet', { name: 'x' });
  return report.entries[0]?.error?.cause;
}

function refusal(folder: string, from: string, to: string): unknown {
  const [one, two] = [join(folder, 'plugins/acme.one', from), join(folder, 'plugins/acme.two', to)];
  const reason = `The plugin "acme.one" imports a file of the plugin "acme.two": "${one}" imports "${two}".`;
  return ['failed', reason, ['ENTRY_IMPORTS_PLUGIN']];
}

describe('a plugin that imports a file of another one', () => {
  test.each(RUNNERS)('is not loaded (%s)', { timeout: 30_000 }, async (runner) => {
    const manifest = { runner: { min: runner } };
    const host = await createHost({ 'acme.one': greeting(`import '../acme.two/index.mjs'`, manifest), 'acme.two': {} });
    expect(await startAndGreet(host)).toEqual(refusal(host.folder, 'index.mjs', 'index.mjs'));
  });

  test('is not loaded if a module further in does it', async () => {
    const host = await createHost({
      'acme.one': {
        ...greeting(`import './lib/a.mjs'`),
        files: { 'lib/a.mjs': `export * from './b.cjs';`, 'lib/b.cjs': `require('../../acme.two/lib/data.cjs')` },
      },
      'acme.two': { files: { 'lib/data.cjs': '' } },
    });
    expect(await startAndGreet(host)).toEqual(refusal(host.folder, 'lib/b.cjs', 'lib/data.cjs'));
  });

  test('is not loaded if it imports it as a package', async () => {
    const host = await createHost({
      'acme.one': { ...greeting(`import 'two'`), files: { 'node_modules/.keep': '' } },
      'acme.two': { files: { 'package.json': '{"name":"two","exports":"./index.mjs"}' } },
    });
    await symlink(join(host.folder, 'plugins/acme.two'), join(host.folder, 'plugins/acme.one/node_modules/two'));
    const file = canGuardImports ? 'index.mjs' : 'package.json';
    expect(await startAndGreet(host)).toEqual(refusal(host.folder, 'index.mjs', file));
  });

  test.runIf(canGuardImports)('is refused when it computes the import in a call', async () => {
    const code = `{ hooks: { greet: async () => (await import('../acme' + '.two/index.mjs')).default } }`;
    const host = await createHost({ 'acme.one': { code }, 'acme.two': {} });
    expect(await failureOfCall(host)).toMatchObject({ code: 'ENTRY_IMPORTS_PLUGIN' });
  });

  test.runIf(canGuardImports)('is refused when it hides the import in a module that is no file', async () => {
    const head = `const url = 'data:text/javascript,import ' + encodeURIComponent(JSON.stringify(new URL('../acme' + '.two/index.mjs', import.meta.url).href))`;
    const host = await createHost({
      'acme.one': { code: `${head}; export default { hooks: { greet: async () => String(await import(url)) } }` },
      'acme.two': {},
    });
    expect(await failureOfCall(host)).toMatchObject({ code: 'ENTRY_IMPORTS_PLUGIN' });
  });

  test('is refused when a module that it offloads does it', async () => {
    const host = await createHost({
      'acme.one': {
        code: `{ hooks: { greet: (_, ctx) => ctx.offload('work.mjs') } }`,
        files: {
          'work.mjs': `export default async () => (await import('../acme.two/index.mjs')).default.hooks.greet({})`,
        },
      },
      'acme.two': {},
    });
    expect(await failureOfCall(host)).toMatchObject({ code: 'ENTRY_IMPORTS_PLUGIN' });
  });

  test('works when the other one is gone, or has become a part of it', async () => {
    const host = await createHost({
      'acme.one': { ...greeting(`import './parts/acme.two/index.mjs'`), files: { 'parts/acme.two/index.mjs': '' } },
    });
    expect(await startAndGreet(host)).toEqual(['active', undefined, []]);
  });
});

describe('a plugin', () => {
  test.each(RUNNERS)('imports packages that lie outside of all plugins (%s)', { timeout: 30_000 }, async (runner) => {
    const host = await createHost(
      { 'acme.one': greeting(`import 'shared'`, { runner: { min: runner } }), 'acme.two': greeting(`import 'shared'`) },
      (folder) => ({ runners: { read: [join(folder, 'node_modules')] } }),
    );
    await writeFiles(host.folder, {
      'node_modules/shared/package.json': '{"name":"shared","exports":"./index.mjs"}',
      'node_modules/shared/index.mjs': '',
    });
    expect(await startAndGreet(host)).toEqual(['active', undefined, []]);
  });

  test('may name a file of another one in its texts and comments', async () => {
    const head = `// as in import '../acme.two/index.mjs'\nconst path = '../acme.two/index.mjs'; void path`;
    const host = await createHost({ 'acme.one': greeting(head), 'acme.two': {} });
    expect(await startAndGreet(host)).toEqual(['active', undefined, []]);
  });
});
