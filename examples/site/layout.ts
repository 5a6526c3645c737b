import type { RenderedPage } from 'hookline/hookspecs/site';
import type { CompleteConfig } from './complete-config.ts';
import { escapeHtml } from './escape-html.ts';
import { ALL_PAGES_OUTPUT, renderNavigation, renderNeighbours } from './navigation.ts';
import { toRelativeLink } from './site-address.ts';
import type { SiteMap } from './site-map.ts';
import { STYLESHEET_OUTPUT } from './stylesheet.ts';
import type { Template } from './template.ts';

export interface LayoutOptions {
  readonly config: CompleteConfig;
  readonly siteMap: SiteMap;
  readonly documentTitle: Template;
  readonly footer: Template;
}

/** Puts the layout around the body of a page. */
export type Layout = (page: RenderedPage) => string;

/**
 * The body is sanitized already; should something slip through, the browser still runs no script. The site itself
 * has none.
 */
const NO_SCRIPTS =
  "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'\">\n";

/** The `:` in the ids cannot come up in the anchor of a heading, so no page can take them. */
export function createLayout({ config, siteMap, documentTitle, footer }: LayoutOptions): Layout {
  const site = { title: config.title, description: config.description };
  const language = escapeHtml(config.language);

  return (page) => {
    const variables = {
      site,
      page: { ...page.frontMatter, title: page.title, url: page.url, file: page.file },
    };
    const href = (output: string) => escapeHtml(toRelativeLink(page.output, output));
    return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
${config.allowHtml ? '' : NO_SCRIPTS}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Hookline example site">
${renderDescription(page, config)}<title>${escapeHtml(documentTitle(variables))}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${href(STYLESHEET_OUTPUT)}">
</head>
<body>
<a class="skip-link" href="#site:main">Skip to the content</a>
<header class="site-header">
<a class="site-title" href="${href('index.html')}">${escapeHtml(config.title)}</a>
<a class="site-menu" href="#site:pages">Pages</a>
</header>
<div class="site-columns">
<main id="site:main" tabindex="-1">
<article>
${page.html}
</article>
${renderNeighbours(siteMap, page.output)}
</main>
<nav class="site-pages" id="site:pages" aria-label="Pages">${renderNavigation(siteMap, page.output)}</nav>
</div>
<footer class="site-footer"><p>${escapeHtml(footer(variables))}</p><p><a href="${href(ALL_PAGES_OUTPUT)}">All pages</a></p></footer>
</body>
</html>
`;
  };
}

function renderDescription({ frontMatter }: RenderedPage, config: CompleteConfig): string {
  const own = frontMatter['description'];
  const description = typeof own === 'string' ? own : config.description;
  return description === '' ? '' : `<meta name="description" content="${escapeHtml(description)}">\n`;
}
