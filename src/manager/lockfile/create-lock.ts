import { contentDigest } from '../../discovery/content-digest.ts';
import { mapBounded } from '../../discovery/map-bounded.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import { grantedTexts, type GrantSheet } from '../permissions/grant-sheet.ts';
import { compareText } from '../resolution/copies.ts';
import type { Resolution, ResolvedPlugin } from '../resolution/resolution.ts';
import { LOCK_VERSION, type LockDocument, type LockedPlugin } from './lock-document.ts';
import { toIntegrity } from './lock-verdict.ts';

export interface LockParts {
  readonly host: { readonly name: string; readonly api: string };
  /** Of what can run, whatever has failed in this process. */
  readonly resolution: Resolution;
  readonly sheetOf: (plugin: FoundPlugin) => GrantSheet;
}

/**
 * The lock of all plugins that can run.
 *
 * @throws MANIFEST_UNREADABLE if the files of a plugin cannot all be read
 */
export async function createLock({ host, resolution, sheetOf }: LockParts): Promise<LockDocument> {
  const plugins = await mapBounded([...resolution.order.entries()], ([order, id]) => {
    const plugin = resolution.byId.get(id)!;
    return toLocked(plugin, { order, resolution, sheet: sheetOf(plugin.found) });
  });
  return {
    lockVersion: LOCK_VERSION,
    host: { name: host.name, api: host.api },
    plugins: plugins.toSorted((left, right) => compareText(left.id, right.id)),
  };
}

async function toLocked(
  { found, id, dependencies }: ResolvedPlugin,
  { order, resolution, sheet }: { readonly order: number; readonly resolution: Resolution; readonly sheet: GrantSheet },
): Promise<LockedPlugin> {
  const integrity = found.folder === undefined ? undefined : toIntegrity(await contentDigest(found.folder));
  const versions = dependencies
    .toSorted(compareText)
    .map((each): [string, string] => [each, resolution.byId.get(each)!.found.manifest!.version]);
  return {
    id,
    version: found.manifest!.version,
    source: found.source,
    ...(integrity === undefined ? {} : { integrity }),
    dependencies: Object.fromEntries<string>(versions),
    permissions: grantedTexts(sheet).toSorted(compareText),
    order,
  };
}
