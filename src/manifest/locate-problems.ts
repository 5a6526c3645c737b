import { offsetOf } from './locate-flaws.ts';
import { formatPath, parsePath } from './manifest-path.ts';
import type { Problem } from './problem.ts';
import { readDocument, type ManifestFormat } from './read-document.ts';
import { positionAt } from './text-position.ts';
import { withoutMark } from './without-mark.ts';

/** Codes of problems with a key, not with what stands under it. */
const OF_KEYS: ReadonlySet<string> = new Set(['MANIFEST_HOOK_UNKNOWN', 'MANIFEST_KEY_UNKNOWN']);

/**
 * Adds line and column to problems whose `path` is a place of the manifest (`hooks.render`), and makes that path one of the
 * whole document (`hookline.hooks.render`). `text` is that of the file with the manifest.
 */
export function locateProblems(problems: readonly Problem[], text: string, format: ManifestFormat): readonly Problem[] {
  const plain = withoutMark(text);
  const document = readDocument(plain, format);
  const root = document.readPlaces();
  if (root === undefined) return problems;
  return problems.map((problem) => {
    if (problem.path === undefined) return problem;
    const path = document.toDocumentPath(parsePath(problem.path));
    const offset = offsetOf(root, path, OF_KEYS.has(problem.code));
    return { ...problem, path: formatPath(path), ...positionAt(plain, offset) };
  });
}
