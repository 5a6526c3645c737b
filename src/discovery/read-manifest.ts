import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ManifestFormat, ParsedManifest } from '../manifest/parse-manifest.ts';
import { MAX_MANIFEST_BYTES } from '../manifest/limits.ts';
import type { Problem } from '../manifest/problem.ts';
import type { ManifestCache } from './manifest-cache.ts';
import { describeSystemError, isAbsent } from './system-error.ts';

/** The manifest in a file, read anew if the cache does not know it. Never rejects: what goes wrong is a problem of the manifest. */
export async function readManifest(file: string, cache: ManifestCache): Promise<ParsedManifest> {
  try {
    // Before the file is opened: a pipe would wait for its other end, and a huge file would fill the memory.
    const stats = await stat(file);
    if (!stats.isFile()) return refuse(unreadable(file, `The manifest "${file}" is not a file.`));
    if (stats.size > MAX_MANIFEST_BYTES) return refuse(tooLarge(file, stats.size));
    return await cache.lookUp(file, stats, {
      read: () => readFile(file, 'utf8'),
      parse: (text) => parse(text, file),
    });
  } catch (thrown) {
    if (isAbsent(thrown)) return refuse(unreadable(file, `The manifest "${file}" does not exist.`));
    return refuse(unreadable(file, `The manifest "${file}" cannot be read: ${describeSystemError(thrown)}.`));
  }
}

/** Parsers are loaded here: where nothing has changed, the cache knows all manifests. */
async function parse(text: string, file: string): Promise<ParsedManifest> {
  const format = formatOf(file);
  if (format === 'markdown') {
    const { parseManifest } = await import('../manifest/parse-manifest.ts');
    return parseManifest(text, { file, format });
  }
  const { parseJsonManifest } = await import('../manifest/parse-json-manifest.ts');
  return parseJsonManifest(text, { file, format });
}

export function formatOf(file: string): ManifestFormat {
  if (basename(file) === 'package.json') return 'package-json';
  return file.toLowerCase().endsWith('.md') ? 'markdown' : 'json';
}

function refuse(problem: Problem): ParsedManifest {
  return { id: undefined, manifest: undefined, problems: [problem] };
}

function unreadable(file: string, message: string): Problem {
  const hint = 'Create the file, or mend its kind or its permissions.';
  return { code: 'MANIFEST_UNREADABLE', severity: 'error', message, hint, file };
}

function tooLarge(file: string, size: number): Problem {
  return {
    code: 'MANIFEST_TOO_LARGE',
    severity: 'error',
    message: `The manifest "${file}" has ${size} bytes, more than the ${MAX_MANIFEST_BYTES} that a manifest may have.`,
    hint: 'Move data out of the manifest, into files of the plugin.',
    file,
  };
}
