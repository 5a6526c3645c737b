import type { Hooks } from 'hookline';
import type { ExportFile, RenderedPage, SiteHooks } from 'hookline/hookspecs/site';
import type { BuildLog } from './build-log.ts';
import type { CompleteConfig } from './complete-config.ts';
import { toMessage } from './error-message.ts';
import { escapeHtml } from './escape-html.ts';
import type { Folders } from './folders.ts';
import { createLayout, type Layout } from './layout.ts';
import { ALL_PAGES_OUTPUT, renderPageList } from './navigation.ts';
import type { PlacedAsset } from './place-assets.ts';
import type { RenderedBody } from './render-pages.ts';
import { toUrl } from './site-address.ts';
import { createSiteMap, type SiteMap } from './site-map.ts';
import { STYLESHEET, STYLESHEET_OUTPUT } from './stylesheet.ts';
import { collectFilters, compileTemplate } from './template.ts';
import { writeSite } from './write-site.ts';

export interface ExportSiteOptions {
  readonly bodies: readonly RenderedBody[];
  readonly assets: readonly PlacedAsset[];
  readonly config: CompleteConfig;
  readonly folders: Folders;
  readonly hooks: Hooks<SiteHooks>;
  readonly log: BuildLog;
}

/** Lays the pages out and writes the site; returns the paths that were written. */
export async function exportSite({
  bodies,
  assets,
  config,
  folders,
  hooks,
  log,
}: ExportSiteOptions): Promise<string[]> {
  const pages = bodies.map(({ page }) => page);
  const siteMap = createSiteMap(pages);
  const layout = await loadLayout({ config, siteMap, hooks, log });
  const files: ExportFile[] = [
    { path: STYLESHEET_OUTPUT, content: STYLESHEET },
    ...assets.map(({ file, output }) => ({ path: output, copyFrom: file })),
    ...layOut([...pages, ...toListPages(siteMap, config)], layout, log),
  ];

  const before = await hooks.executeWithReport('before_export', { files, pages, folder: folders.out });
  log.addReport(before.report);
  const subjects = new Map(pages.map(({ output, file, url }) => [output, file ?? url]));
  const written = await writeSite({ folders, files: before.value, subjects, log });
  log.addReport((await hooks.executeWithReport('after_export', { files: written, folder: folders.out })).report);
  return written;
}

/** Only a template filter of a plugin can make the layout fail. */
function layOut(pages: readonly RenderedPage[], layout: Layout, log: BuildLog): ExportFile[] {
  return pages.flatMap((page) => {
    try {
      return { path: page.output, content: layout(page) };
    } catch (error) {
      log.fail(page.file ?? page.url, `The layout failed: ${toMessage(error)}.`);
      return [];
    }
  });
}

interface LoadLayoutOptions extends Pick<ExportSiteOptions, 'config' | 'hooks' | 'log'> {
  readonly siteMap: SiteMap;
}

async function loadLayout({ config, siteMap, hooks, log }: LoadLayoutOptions): Promise<Layout> {
  const { value, report } = await hooks.executeWithReport('register_template_filters');
  log.addReport(report);
  const filters = collectFilters(value.flat());
  return createLayout({
    config,
    siteMap,
    documentTitle: compileTemplate('documentTitle', config.templates.documentTitle, filters),
    footer: compileTemplate('footer', config.templates.footer, filters),
  });
}

/** The page that lists all pages, and the same as the front page of a site that has none of its own. */
function toListPages(siteMap: SiteMap, config: CompleteConfig): RenderedPage[] {
  const list = (output: string, title: string, introduction: string): RenderedPage => ({
    url: toUrl(output),
    output,
    title,
    frontMatter: {},
    html: `<h1>${escapeHtml(title)}</h1>\n${introduction}${renderPageList(siteMap, output)}`,
    headings: [{ level: 1, text: title }],
  });
  const allPages = list(ALL_PAGES_OUTPUT, 'All pages', '');
  if (siteMap.pages.some(({ output }) => output === 'index.html')) return [allPages];
  const introduction = config.description === '' ? '' : `<p>${escapeHtml(config.description)}</p>\n`;
  return [list('index.html', config.title, introduction), allPages];
}
