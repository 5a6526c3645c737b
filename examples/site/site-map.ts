import type { RenderedPage } from 'hookline/hookspecs/site';
import { toFolderPrefix, toTitle } from './page-name.ts';

/** The pages of one folder, the one that opens it in front. */
export interface Section {
  /** Empty for the top, else with `/` at its end. */
  readonly folder: string;
  /** Empty for the top. */
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
  const sections = [...groupByFolder(pages)]
    .map(([folder, unsorted]) => toSection(folder, unsorted))
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

/** A folder that holds nothing but the page that opens it is no section: the page goes to the folder above. */
function groupByFolder(pages: readonly RenderedPage[]): Map<string, RenderedPage[]> {
  const counts = new Map<string, number>();
  for (const { output } of pages) {
    const folder = toFolderPrefix(output);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const groups = new Map<string, RenderedPage[]>();
  for (const page of pages) {
    const own = toFolderPrefix(page.output);
    const folder = opensFolder(page, own) && counts.get(own) === 1 ? toFolderPrefix(own.slice(0, -1)) : own;
    const group = groups.get(folder);
    if (group === undefined) groups.set(folder, [page]);
    else group.push(page);
  }
  return groups;
}

function toSection(folder: string, pages: readonly RenderedPage[]): Section {
  const opening = pages.find((page) => opensFolder(page, folder));
  const others = pages.filter((page) => page !== opening).toSorted(byPlace);
  return {
    folder,
    label: folder === '' ? '' : (opening?.title ?? folder.split('/').filter(Boolean).map(toTitle).join(' / ')),
    pages: opening === undefined ? others : [opening, ...others],
  };
}

function opensFolder({ output }: RenderedPage, folder: string): boolean {
  return output === `${folder}index.html`;
}

function byPlace(a: RenderedPage, b: RenderedPage): number {
  return toOrder(a) - toOrder(b) || NAMES.compare(a.output, b.output);
}

/** Finite, so that two pages without an order compare as equal. */
function toOrder({ frontMatter }: RenderedPage): number {
  const order = frontMatter['order'];
  return typeof order === 'number' && Number.isFinite(order) ? order : Number.MAX_SAFE_INTEGER;
}
