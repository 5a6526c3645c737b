import { createBuildLog } from './build-log.ts';
import { type BuildResult, toBuildResult } from './build-result.ts';
import { checkFields } from './check-fields.ts';
import { exportSite } from './export-site.ts';
import { findFiles } from './find-files.ts';
import { createFirstPartyPlugins } from './first-party-plugins.ts';
import { resolveFolders } from './folders.ts';
import { importPages } from './import-pages.ts';
import { createLinkTargets } from './link-targets.ts';
import { loadConfig } from './load-config.ts';
import { ALL_PAGES_OUTPUT } from './navigation.ts';
import { openCache } from './open-cache.ts';
import { createOutputPaths } from './output-paths.ts';
import { placeAssets } from './place-assets.ts';
import { renderPages } from './render-pages.ts';
import { resolvePages } from './resolve-pages.ts';
import { createSiteHooks, registerPlugins, type SitePlugin } from './site-hooks.ts';
import { STYLESHEET_OUTPUT } from './stylesheet.ts';

export interface BuildOptions {
  /** The folder to read. */
  readonly source: string;
  /** The folder to write. It may lie in the source folder, but not the other way round. */
  readonly out: string;
  /** The configuration file, in place of `site.config.json` or `.yaml` in the source folder. */
  readonly configFile?: string | undefined;
  /** Default: one under `.cache/site` for each source folder. */
  readonly cacheFolder?: string | undefined;
  /** Default true. */
  readonly useCache?: boolean | undefined;
  readonly clearCache?: boolean | undefined;
  /** Plugins beside the five that the configuration turns on and off. */
  readonly plugins?: readonly SitePlugin[] | undefined;
}

/**
 * Builds a site. Throws a `SiteError` if it cannot be built at all; whatever is wrong with single pages or plugins stands
 * in the result, and everything else is built.
 */
export async function buildSite(options: BuildOptions): Promise<BuildResult> {
  const started = performance.now();
  const log = createBuildLog();
  const own = options.plugins ?? [];
  const hooks = createSiteHooks(own);
  const folders = await resolveFolders({
    source: options.source,
    out: options.out,
    cache: options.cacheFolder,
  });

  const config = await loadConfig({ source: folders.source, file: options.configFile, hooks, log });
  const firstParty = createFirstPartyPlugins(config);
  registerPlugins(hooks, firstParty);

  const found = await findFiles({ folders, include: config.include, exclude: config.exclude, log });
  const paths = createOutputPaths(found.pages);
  for (const path of [STYLESHEET_OUTPUT, ALL_PAGES_OUTPUT]) paths.claim(path);
  const imported = await importPages({ files: found.pages, source: folders.source, paths, hooks, log });
  const placed = await resolvePages({ imported, urls: config.pages, paths, hooks, log });
  const assets = placeAssets(found.assets, paths);
  await checkFields({ pages: placed.map(({ page }) => page), fields: config.fields, hooks, log });

  const cache = await openCache({
    folder: folders.cache,
    clear: options.clearCache ?? false,
    use: options.useCache ?? true,
    madeFrom: [config, [...own, ...firstParty].map(({ plugin }) => [plugin.id, plugin.version])],
    hooks,
    log,
  });
  const targets = createLinkTargets([...assets, ...placed.map(({ page, output }) => ({ file: page.file, output }))]);
  const bodies = await renderPages(placed, { hooks, cache, targets, log });
  const files = await exportSite({ bodies, assets, config, folders, hooks, log });
  await cache?.prune();
  return toBuildResult({ folders, bodies, assets, files, hooks, log, started });
}
