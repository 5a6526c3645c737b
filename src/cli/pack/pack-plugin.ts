import { analyzePlugin } from '../../analysis/analyze-plugin.ts';
import { relativePath } from '../../analysis/load-plugin-code.ts';
import type { Finding } from '../../analysis/finding.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { integrityOf, writeTgz } from '../archive/write-tgz.ts';
import { printableLine } from '../terminal/printable.ts';
import type { HostView } from '../validate/host-view.ts';
import { validatePlugin } from '../validate/validate-plugin.ts';
import { readFiles } from './read-files.ts';

/** A plugin as others install it. */
export interface PluginPackage {
  /** Such as `acme.store-1.0.0.tgz`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly integrity: string;
  readonly files: readonly ArchiveFile[];
  readonly manifest: Manifest;
}

/** Makes the package of a plugin in a folder, unless something is wrong with it. @throws PACK_REFUSED */
export async function packPlugin(found: FoundPlugin, view: HostView | undefined): Promise<PluginPackage> {
  const { findings } = await validatePlugin(found, { view });
  const errors = findings.filter(({ severity }) => severity === 'error').map(toLine);
  assertNone(errors, found, '"hookline validate" says more about each of them.');
  const { files, problems } = await readFiles(found);
  assertNone(
    problems,
    found,
    'Put files into the folder in place of links, or leave them out with "files" in package.json.',
  );
  const left = await findLeftOut(found, files);
  assertNone(left, found, 'Name them in "files" of package.json, or move them where they are packed.');
  const manifest = found.manifest!;
  const bytes = await writeTgz(files);
  return { name: `${manifest.id}-${manifest.version}.tgz`, bytes, integrity: integrityOf(bytes), files, manifest };
}

/** Files that the code needs and that would not be there. */
async function findLeftOut(
  { folder, entryFile, manifest }: FoundPlugin,
  files: readonly ArchiveFile[],
): Promise<readonly string[]> {
  const packed = new Set(files.map(({ path }) => path));
  const needed = await analyzePlugin({ folder: folder!, entryFile, manifest: manifest!, rules: [] });
  return needed.files
    .map((file) => relativePath(folder!, file))
    .filter((path) => !packed.has(path))
    .map((path) => `"${path}" is needed by the code, and would not be packed`);
}

function toLine({ path, line, message }: Finding): string {
  return `${path}:${line}: ${message.replace(/\.$/, '')}`;
}

function assertNone(problems: readonly string[], { id, folder }: FoundPlugin, hint: string): void {
  if (problems.length === 0) return;
  const lines = problems.map((problem) => `\n- ${printableLine(problem)}`).join('');
  throw new HooklineError('PACK_REFUSED', `The plugin "${id}" was not packed:${lines}`, {
    hint,
    data: { plugin: id, folder, problems },
  });
}
