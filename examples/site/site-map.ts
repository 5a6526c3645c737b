import type { RenderedPage } from 'hookline/hookspecs/site';
import { toFolderPrefix } from './page-name.ts';

/** The pages of one folder, the one that opens it in front. */
export interface Section {
  /** Empty for the top, else with `/` at its end. */
  readonly folder: string;
  readonly label: string;
  readonly pages: readonly RenderedPage[];
}

/** All pages in the order in which a reader meets them. */
export interface SiteMap {
  readonly sections: readonly Section[];
  readonly pages: readonly RenderedPage[];
  /** The position of each page in `pages`, by its output. */
  readonly positions: ReadonlyMap<string, number>;
  /** The section of each page, by its output. */
  readonly sectionOf: ReadonlyMap<string, Section>;
}

/** Sorts pages by folder, then by `order` in their front matter, then by file name with numbers as numbers. */
export function createSiteMap(pages: readonly RenderedPage[]): SiteMap {
  const byFolder = new Map<string, RenderedPage[]>();
  for (const page of pages) {
    const folder = toFolderPrefix(page.output);
    const known = byFolder.get(folder);
    if (known === undefined) byFolder.set(folder, [page]);
    else known.push(page);
  }
  const sections = [...byFolder]
    .map(([folder, unsorted]) => toSection(folder, unsorted.toSorted(byPlace)))
    .toSorted((a, b) => NAMES.compare(a.folder, b.folder));
  const sorted = sections.flatMap((section) => section.pages);
  return {
    sections,
    pages: sorted,
    positions: new Map(sorted.map(({ output }, position) => [output, position])),
    sectionOf: new Map(sections.flatMap((section) => section.pages.map(({ output }) => [output, section]))),
  };
}

/** One language for all machines, so that the order is the same on each. */
const NAMES = new Intl.Collator('en', { numeric: true });

function toSection(folder: string, pages: readonly RenderedPage[]): Section {
  const opening = pages.find(opensFolder);
  return { folder, label: folder === '' ? '' : (opening?.title ?? folder.slice(0, -1)), pages };
}

function opensFolder({ output }: RenderedPage): boolean {
  return output === 'index.html' || output.endsWith('/index.html');
}

function byPlace(a: RenderedPage, b: RenderedPage): number {
  if (opensFolder(a) !== opensFolder(b)) return opensFolder(a) ? -1 : 1;
  return toOrder(a) - toOrder(b) || NAMES.compare(a.output, b.output);
}

/** Finite, so that two pages without an order compare as equal. */
function toOrder({ frontMatter }: RenderedPage): number {
  const order = frontMatter['order'];
  return typeof order === 'number' && Number.isFinite(order) ? order : Number.MAX_SAFE_INTEGER;
}
