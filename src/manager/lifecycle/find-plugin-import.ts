import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { HooklineError } from '../../errors/hookline-error.ts';
import { ownerOf, pluginImportError } from '../../runners/plugin-folders.ts';

/** More files than this are not looked at. */
const MOST_FILES = 2000;
/** The texts of a file that may be paths, and those of imports that may be packages. Comments have some as well. */
const PATHS = /(["'`])((?:\.{1,2}\/|\/|file:)[^"'`\s$]*)\1/g;
const PACKAGES = /\b(?:from|import|require)\s*\(?\s*(["'`])(@?[a-z][^"'`\s$:]*)\1/g;

/**
 * An import of another plugin's file, found in the text of a plugin before it is loaded: for versions of Node that cannot
 * look at imports as they are made. What computes its specifier is not found.
 */
export async function findPluginImport(entryFile: string): Promise<HooklineError | undefined> {
  const files = new Set([entryFile]);
  const home = ownerOf(entryFile)?.folder;
  if (home === undefined) return undefined;
  // A set is walked in the order of adding, past what is added meanwhile.
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => '');
    for (const specifier of specifiersIn(text)) {
      const target = await locate(specifier, file);
      if (target === undefined) continue;
      const error = pluginImportError(file, target);
      if (error !== undefined && (await isImported(specifier, { text, file }))) return error;
      const isOwn = ownerOf(target)?.folder === home && /\.[cm]?[jt]s$/.test(target);
      if (isOwn && files.size < MOST_FILES) files.add(target);
    }
  }
  return undefined;
}

function specifiersIn(text: string): ReadonlySet<string> {
  const found = [PATHS, PACKAGES].flatMap((pattern) => [...text.matchAll(pattern)]);
  return new Set(found.map(([, , specifier = '']) => specifier));
}

/** The file or the folder of the package that a specifier names, with links resolved. */
async function locate(specifier: string, from: string): Promise<string | undefined> {
  if (/^(?:\.|\/|file:)/.test(specifier)) return fileAt(specifier, from);
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const found = await realpath(join(folder, 'node_modules', name)).catch(() => undefined);
    // Its package.json stands for whatever file of it is imported.
    if (found !== undefined) return join(found, 'package.json');
    if (folder === dirname(folder)) return undefined;
  }
}

async function fileAt(specifier: string, from: string): Promise<string | undefined> {
  try {
    return await realpath(fileURLToPath(new URL(specifier, pathToFileURL(from))));
  } catch {
    return undefined;
  }
}

/** Looks closer, which is dear: at the syntax, not at the text. */
async function isImported(
  specifier: string,
  { text, file }: { readonly text: string; readonly file: string },
): Promise<boolean> {
  const { toSourceFile } = await import('../../analysis/source-file.ts');
  return toSourceFile(text, { file, folder: dirname(file) }).imports.some(
    (site) => site.specifier === specifier && !site.typeOnly && site.kind !== 'url',
  );
}
