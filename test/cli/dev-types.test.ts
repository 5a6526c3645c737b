import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';
import { createProject, HOST_FILES } from './run-cli.ts';
import { startCli } from './start-cli.ts';

interface DevDocument {
  readonly result: { readonly reloads: readonly { readonly call?: { readonly value?: unknown } }[] };
}

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  rootDir: 'src',
  outDir: 'dist',
  types: [],
  strict: true,
};

function sourceOf(value: string): string {
  return `const name: string = ${value};\nexport default { hooks: { describe_item: () => name } };\n`;
}

const MANIFEST = {
  id: 'acme.item',
  version: '1.0.0',
  api: '^1.0',
  entry: './dist/index.js',
  hooks: { describe_item: {} },
};

describe('hookline dev of a plugin in TypeScript', () => {
  test('compiles it as it is written, and checks its types', async () => {
    const cwd = await createProject({
      ...HOST_FILES,
      'plugins/item/plugin.json': JSON.stringify(MANIFEST),
      'plugins/item/package.json': '{ "type": "module" }',
      'plugins/item/tsconfig.json': JSON.stringify({ compilerOptions, include: ['src'] }),
      'plugins/item/src/index.ts': sourceOf("'built'"),
    });
    for (const name of ['typescript', '@typescript']) {
      await symlink(join(packageRoot, 'node_modules', name), join(cwd, 'node_modules', name), 'dir');
    }
    const source = join(cwd, 'plugins/item/src/index.ts');
    const cli = startCli(['dev', 'plugins/item', '--json', '--run', 'describe_item', '--args', '{"name":"cup"}'], cwd);
    await cli.prints(/"built"[\s\S]*Ctrl-C ends it/);
    await writeFile(source, sourceOf('1'));
    expect(await cli.prints(/types: 1 error[\s\S]*\^/)).toContain('TS2322');
    await writeFile(source, sourceOf("'mended'"));
    await cli.prints(/"mended"/);
    const { stdout } = await cli.interrupt();
    const { reloads } = (JSON.parse(stdout) as DevDocument).result;
    const values = reloads.map(({ call }) => call?.value);
    expect([values[0], values.at(-1)]).toEqual(['built', 'mended']);
  }, 60_000);
});
