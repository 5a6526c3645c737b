import { readFile } from 'node:fs/promises';
import { applyHooks } from '../../analysis/apply-hooks.ts';
import { deriveHooks } from '../../analysis/derive-hooks.ts';
import { formatOf } from '../../discovery/read-manifest.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import { writeFileAtomically } from '../../discovery/write-file-atomically.ts';

export interface HooksFix {
  /** The file that was written; absent if nothing had to change, or nothing could. */
  readonly file?: string;
  /** Why `hooks` of the manifest could not be derived. */
  readonly obstacle?: string;
}

/** Writes the hooks of the code into the manifest, and leaves all else in it as it is. */
export async function fixHooks({ folder, entryFile, manifest, manifestFile }: FoundPlugin): Promise<HooksFix> {
  if (folder === undefined || manifestFile === undefined) return {};
  if (manifest === undefined) return { obstacle: 'its manifest is not valid' };
  if (entryFile === undefined) return { obstacle: 'its entry is not there' };
  if (formatOf(manifestFile) === 'markdown') return { obstacle: 'only manifests in JSON are written' };
  const { hooks, unknown } = await deriveHooks({ folder, entryFile, manifest });
  if (unknown.length > 0) return { obstacle: unknown.join(' ').replace(/\.$/, '') };
  const before = await readFile(manifestFile, 'utf8');
  const after = applyHooks(before, hooks);
  if (after === before) return {};
  await writeFileAtomically(manifestFile, after, { durable: false });
  return { file: manifestFile };
}
