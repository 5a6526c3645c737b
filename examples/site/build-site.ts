import { basename, join } from 'node:path';
import { type BuildLog, createBuildLog } from './build-log.ts';
import { type BuildFacts, type BuildResult, collectWidgets, toBuildResult, toChain } from './build-result.ts';
import { checkFields } from './check-fields.ts';
import { type CompleteConfig, completeConfig } from './complete-config.ts';
import { findConfigFile, readConfigFile } from './config-file.ts';
import { exportSite } from './export-site.ts';
import { findFiles } from './find-files.ts';
import { type Folders, resolveFolders } from './folders.ts';
import { importPages, type PlacedPage } from './import-pages.ts';
import { createLinkTargets } from './link-targets.ts';
import { loadConfig } from './load-config.ts';
import { ALL_PAGES_OUTPUT } from './navigation.ts';
import { openCache } from './open-cache.ts';
import { type OpenedPlugins, openPlugins, type PluginOptions } from './open-plugins.ts';
import { createOutputPaths } from './output-paths.ts';
import { placeAssets, type PlacedAsset } from './place-assets.ts';
import { digestPlugins } from './plugin-digest.ts';
import { renderPages } from './render-pages.ts';
import { resolvePages } from './resolve-pages.ts';
import { STYLESHEET_OUTPUT } from './stylesheet.ts';

export interface BuildOptions extends PluginOptions {
  /** The folder to read. */
  readonly source: string;
  /** The folder to write. It may lie in the source folder, but not the other way round. */
  readonly out: string;
  /** The configuration file, in place of `site.config.json` or `.yaml` in the source folder. */
  readonly configFile?: string | undefined;
  /** A folder of plugins that may run, in place of `site.plugins` beside the configuration, which needs trust. */
  readonly pluginFolder?: string | undefined;
  /** Default: one under `.cache/site` for each source folder. */
  readonly cacheFolder?: string | undefined;
  /** Default true. */
  readonly useCache?: boolean | undefined;
  readonly clearCache?: boolean | undefined;
}

/**
 * Builds a site. Throws a `SiteError` if it cannot be built at all; whatever is wrong with single pages or plugins stands
 * in the result, and everything else is built.
 */
export async function buildSite(options: BuildOptions): Promise<BuildResult> {
  const started = performance.now();
  const log = createBuildLog();
  const folders = await resolveFolders({
    source: options.source,
    out: options.out,
    cache: options.cacheFolder,
    plugins: options.pluginFolder,
    configFile: options.configFile,
  });
  const configFile = options.configFile ?? (await findConfigFile(folders.source));
  // Which plugins there are, and how they are set, is read before the first of them runs.
  const config = configFile === undefined ? {} : await readConfigFile(configFile);
  const { plugins: folder, cache } = folders;
  const plugins = await openPlugins({ ...options, config, folder, stateDir: join(cache, 'plugins'), log });
  let facts: BuildFacts;
  try {
    facts = await runBuild({ options, folders, configFile, plugins, log });
  } finally {
    await plugins.manager.stop();
  }
  return toBuildResult(facts, { log, durationMs: performance.now() - started });
}

interface Build {
  readonly options: BuildOptions;
  readonly folders: Folders;
  readonly configFile: string | undefined;
  readonly plugins: OpenedPlugins;
  readonly log: BuildLog;
}

async function runBuild(build: Build): Promise<BuildFacts> {
  const { folders, configFile, plugins, log } = build;
  const { hooks } = plugins.manager;
  const written = await loadConfig({ file: configFile, hooks, log });
  await plugins.configure(written);
  const config = completeConfig(written, basename(folders.source));

  const { placed, assets } = await readPages(build, config);
  const cache = await openPageCache(build, config);
  const targets = createLinkTargets([...assets, ...placed.map(({ page, output }) => ({ file: page.file, output }))]);
  const bodies = await renderPages(placed, { hooks, cache, targets, log });
  const files = await exportSite({ bodies, assets, config, folders, hooks, log });
  await cache?.prune();
  const widgets = await collectWidgets(hooks, log);
  const { boot, manager } = plugins;
  return { folders, bodies, assets, files, widgets, boot, plugins: manager.list(), chain: toChain(hooks.stats()) };
}

interface ReadPages {
  readonly placed: readonly PlacedPage[];
  readonly assets: readonly PlacedAsset[];
}

async function readPages({ folders, plugins, log }: Build, config: CompleteConfig): Promise<ReadPages> {
  const { hooks } = plugins.manager;
  const found = await findFiles({ folders, include: config.include, exclude: config.exclude, log });
  const paths = createOutputPaths(found.pages);
  for (const path of [STYLESHEET_OUTPUT, ALL_PAGES_OUTPUT]) paths.claim(path);
  const imported = await importPages({ files: found.pages, source: folders.source, paths, hooks, log });
  const placed = await resolvePages({ imported, urls: config.pages, paths, hooks, log });
  const assets = placeAssets(found.assets, paths);
  await checkFields({ pages: placed.map(({ page }) => page), fields: config.fields, hooks, log });
  return { placed, assets };
}

async function openPageCache({ options, folders, plugins, log }: Build, config: CompleteConfig) {
  const { manager } = plugins;
  const digests = await digestPlugins(manager.list());
  return openCache({
    folder: folders.cache,
    clear: options.clearCache ?? false,
    use: options.useCache ?? true,
    madeFrom: () => [config, manager.hooks.plugins.map(({ id, version }) => [id, version, digests.get(id)])],
    hooks: manager.hooks,
    log,
  });
}
