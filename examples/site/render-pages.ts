import type { RenderedPage } from 'hookline/hookspecs/site';
import type { PlacedPage } from './import-pages.ts';
import type { LinkTargets } from './link-targets.ts';
import { readHeadings } from './read-headings.ts';
import { givenTitle } from './read-page.ts';
import { type PageBody, type PageStatus, renderPage, type RenderPageOptions } from './render-page.ts';
import { rewriteLinks } from './rewrite-links.ts';

/** A page with its final body, and how it came about. */
export interface RenderedBody {
  readonly page: RenderedPage;
  readonly status: PageStatus;
}

export interface RenderPagesOptions extends RenderPageOptions {
  readonly targets: LinkTargets;
}

/** Renders the pages one after another: the work is computing, and the report should not mix their times. */
export async function renderPages(placed: readonly PlacedPage[], options: RenderPagesOptions): Promise<RenderedBody[]> {
  const bodies: RenderedBody[] = [];
  for (const one of placed) {
    const body = await renderPage(one.page, options);
    bodies.push({ page: toRenderedPage(one, body, options.targets), status: body.status });
  }
  return bodies;
}

function toRenderedPage({ page, output }: PlacedPage, body: PageBody, targets: LinkTargets): RenderedPage {
  const html = rewriteLinks(body.html, { file: page.file, output }, targets);
  const headings = readHeadings(html);
  const heading = headings.find(({ level, text }) => level === 1 && text !== '');
  return {
    url: page.url,
    ...(page.file === undefined ? {} : { file: page.file }),
    output,
    title: shorten(givenTitle(body.frontMatter) ?? heading?.text ?? body.title),
    frontMatter: body.frontMatter,
    html,
    headings,
  };
}

const MAX_TITLE_LETTERS = 120;

/** The title stands in the navigation of every other page, and a heading can be as long as a file. */
function shorten(title: string): string {
  const letters = Array.from(title.slice(0, 2 * MAX_TITLE_LETTERS));
  return letters.length <= MAX_TITLE_LETTERS ? title : `${letters.slice(0, MAX_TITLE_LETTERS - 1).join('')}…`;
}
