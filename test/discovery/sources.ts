import { join } from 'node:path';
import { builtin } from '../../src/discovery/builtin.ts';
import { directory } from '../../src/discovery/directory.ts';
import { list } from '../../src/discovery/list.ts';
import { nodeModules } from '../../src/discovery/node-modules.ts';
import type { Source } from '../../src/discovery/source.ts';
import type { SourceOptions } from '../../src/discovery/source-options.ts';
import { writeFiles } from '../examples/temporary-folder.ts';
import { packageFiles, pluginFiles } from './plugin-files.ts';

/** A plugin that a source is to find. */
interface Given {
  readonly id: string;
  /** What its manifest has besides, or instead. */
  readonly more?: object;
}

/** How to make a source of some plugins; the code of each of them calls `globalThis.codeRan`. */
export interface SourceKind {
  readonly name: string;
  /** Whether there are files in which a problem has a line. */
  readonly hasFiles: boolean;
  create(root: string, plugins: readonly Given[], options?: SourceOptions): Promise<Source>;
}

const ENTRY = "globalThis.codeRan?.(); throw new Error('imported');\n";

/** The folder of each plugin, by its place in the list. */
function nameOf(index: number): string {
  return `plugin-${index + 1}`;
}

async function writeFolders(root: string, plugins: readonly Given[]): Promise<readonly string[]> {
  for (const [index, { id, more }] of plugins.entries()) {
    const folder = nameOf(index);
    await writeFiles(root, { ...pluginFiles(folder, id, more), [`${folder}/index.js`]: ENTRY });
  }
  return plugins.map((_, index) => join(root, nameOf(index)));
}

async function writePackages(root: string, plugins: readonly Given[]): Promise<void> {
  const dependencies = Object.fromEntries(plugins.map((_, index) => [nameOf(index), '^1.0.0']));
  await writeFiles(root, { 'package.json': JSON.stringify({ name: 'host', dependencies }) });
  for (const [index, { id, more }] of plugins.entries()) {
    const folder = `node_modules/${nameOf(index)}`;
    await writeFiles(root, { ...packageFiles(folder, nameOf(index), id, more), [`${folder}/index.js`]: ENTRY });
  }
}

function runCode(): never {
  (globalThis as { codeRan?: () => void }).codeRan?.();
  throw new Error('imported');
}

export const SOURCE_KINDS: readonly SourceKind[] = [
  {
    name: 'directory',
    hasFiles: true,
    create: async (root, plugins, options) => {
      await writeFolders(root, plugins);
      return directory(root, options);
    },
  },
  {
    name: 'list',
    hasFiles: true,
    create: async (root, plugins, options) => list(await writeFolders(root, plugins), options),
  },
  {
    name: 'nodeModules',
    hasFiles: true,
    create: async (root, plugins, options) => {
      await writePackages(root, plugins);
      return nodeModules({ from: root, ...options });
    },
  },
  {
    name: 'builtin',
    hasFiles: false,
    create: (_, plugins) =>
      Promise.resolve(
        builtin(
          plugins.map(({ id, more }) => ({
            manifest: { id, version: '1.0.0', api: '^1.0', ...more },
            load: runCode,
          })),
        ),
      ),
  },
];
