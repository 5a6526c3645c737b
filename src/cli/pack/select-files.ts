import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { compareNames } from '../../discovery/compare-names.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import { isListed, readFilesList } from './files-list.ts';

/** Nobody means these, whatever a list says: what is installed, what keeps secrets, what a system leaves behind. */
const NEVER = /^(?:node_modules|\.git|\.hg|\.svn|\.npmrc|\.env(?:\..+)?|\.DS_Store|Thumbs\.db)$/;
/** What people read lies at the top. */
const ALWAYS = /^(?:package\.json|(?:readme|licen[cs]e|notice|changelog)(?:\.[^/]*)?)$/i;
/** Without a list: tests, what tools leave behind, and packages that were made before. */
const TEST_FOLDERS: ReadonlySet<string> = new Set(['test', 'tests', '__tests__', 'coverage']);
const TEST_FILES = /\.(?:test|spec)\.[^.]+$|\.(?:log|tgz|tsbuildinfo)$|^(?:package-lock|npm-shrinkwrap)\.json$/;

/** What of a folder goes into its package. */
export interface Selection {
  /** From the folder, with `/`, sorted. */
  readonly paths: readonly string[];
  /** Those that are neither files nor folders: links, sockets. */
  readonly special: readonly string[];
}

/**
 * The files of a plugin that others need: those that `files` of its package.json names, or else all but installed packages, hidden
 * files and tests; in either case the manifest, package.json, what people read, and whatever lies in the folder of a template.
 */
export async function selectFiles({ folder, manifest, manifestFile }: FoundPlugin): Promise<Selection> {
  const root = folder!;
  const list = await readFilesList(root);
  const templates = (manifest?.contributes.templates ?? []).map(({ folder: path }) =>
    path.replace(/^\.\//, '').replace(/\/+$/, ''),
  );
  const own = manifestFile === undefined ? undefined : relative(root, manifestFile).split(sep).join('/');
  const archive = `${manifest?.id}-${manifest?.version}.tgz`;
  const isWanted = (path: string): boolean => {
    if (path === own || ALWAYS.test(path) || templates.some((each) => path.startsWith(`${each}/`))) return true;
    if (path === archive) return false;
    return list === undefined ? !isLeftOut(path) : isListed(path, list);
  };
  const found = await walk(root);
  const wanted = found
    .filter(({ path }) => isWanted(path))
    .toSorted((left, right) => compareNames(left.path, right.path));
  return {
    paths: wanted.filter(({ entry }) => entry.isFile()).map(({ path }) => path),
    special: wanted.filter(({ entry }) => !entry.isFile()).map(({ path }) => path),
  };
}

function isLeftOut(path: string): boolean {
  const names = path.split('/');
  const folders = names.slice(0, -1);
  return (
    names.some((name) => name.startsWith('.')) ||
    folders.some((name) => TEST_FOLDERS.has(name)) ||
    TEST_FILES.test(names.at(-1)!)
  );
}

interface Item {
  readonly path: string;
  readonly entry: Dirent;
}

/** All but folders; links are not followed. */
async function walk(root: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (const pending = ['']; pending.length > 0;) {
    const folder = pending.pop()!;
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      if (NEVER.test(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) pending.push(path);
      else items.push({ path, entry });
    }
  }
  return items;
}
