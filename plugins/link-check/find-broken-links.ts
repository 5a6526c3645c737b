import type { ExportFile, RenderedPage } from 'hookline/hookspecs/site';
import { findLinks } from './find-links.ts';
import { resolveLink } from './resolve-link.ts';

/** A link that leads nowhere. */
export interface BrokenLink {
  /** The file of the page, or its address if it has no file. */
  readonly page: string;
  readonly link: string;
  readonly reason: string;
}

export interface Site {
  readonly pages: readonly RenderedPage[];
  readonly files: readonly ExportFile[];
  readonly ignore: readonly string[];
}

/** Checks every internal link of every page against the files of the site and the anchors of its pages. */
export function findBrokenLinks({ pages, files, ignore }: Site): BrokenLink[] {
  const paths = new Set(files.map(({ path }) => path));
  const found = pages.map((page) => ({ page, ...findLinks(page.html) }));
  const anchorsOf = new Map(found.map(({ page, anchors }) => [page.output, anchors]));

  return found.flatMap(({ page, links }) =>
    [...new Set(links)].flatMap((link) => {
      if (ignore.some((prefix) => link.startsWith(prefix))) return [];
      const reason = findFault(link, page.output, { paths, anchorsOf });
      return reason === undefined ? [] : [{ page: page.file ?? page.url, link, reason }];
    }),
  );
}

interface Targets {
  readonly paths: ReadonlySet<string>;
  readonly anchorsOf: ReadonlyMap<string, ReadonlySet<string>>;
}

function findFault(link: string, from: string, { paths, anchorsOf }: Targets): string | undefined {
  const target = resolveLink(link, from);
  if (target.place === 'elsewhere') return undefined;
  if (target.place === 'malformed') return 'not a valid address';
  if (target.place === 'outside') return 'leads out of the site';

  const candidates = target.path === '' ? ['index.html'] : [target.path, `${target.path}/index.html`];
  const path = candidates.find((candidate) => paths.has(candidate));
  if (path === undefined) return 'no such file in the site';
  const anchors = anchorsOf.get(path);
  if (target.fragment === '' || target.fragment === 'top' || anchors === undefined) return undefined;
  return anchors.has(target.fragment) ? undefined : 'no such anchor on that page';
}
