import type { Hooks } from 'hookline';
import type { CacheClearReason, SiteHooks } from 'hookline/hookspecs/site';
import type { BuildLog } from './build-log.ts';
import { createPageCache, deleteEntries, findCacheFault, type PageCache, prepareCacheFolder } from './cache.ts';
import { toMessage } from './error-message.ts';

export interface OpenCacheOptions {
  readonly folder: string;
  /** Delete what is there first. */
  readonly clear: boolean;
  /** Without it nothing is read or written; `clear` still clears. */
  readonly use: boolean;
  readonly madeFrom: () => unknown;
  readonly hooks: Hooks<SiteHooks>;
  readonly log: BuildLog;
}

/** The cache, cleared if that was asked for or is needed. A cache that cannot be used is a warning: the build goes on without. */
export async function openCache(options: OpenCacheOptions): Promise<PageCache | undefined> {
  const { folder, clear, use, madeFrom, log } = options;
  try {
    const reason = clear ? 'asked' : use ? await findCacheFault(folder) : undefined;
    if (reason !== undefined) await clearCache(reason, options);
    if (!use) return undefined;
    await prepareCacheFolder(folder);
    return createPageCache(folder, madeFrom);
  } catch (error) {
    log.warn(folder, `The cache cannot be used: ${toMessage(error)}.`);
    return undefined;
  }
}

async function clearCache(reason: CacheClearReason, { folder, hooks, log }: OpenCacheOptions): Promise<void> {
  log.addReport((await hooks.executeWithReport('before_cache_clear', { folder, reason })).report);
  const entries = await deleteEntries(folder);
  log.addReport((await hooks.executeWithReport('after_cache_clear', { folder, entries })).report);
  if (reason === 'damaged') log.warn(folder, 'The cache was damaged; it is built again.');
}
