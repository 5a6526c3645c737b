import type { Hooks } from 'hookline';
import type { Page, SiteHooks } from 'hookline/hookspecs/site';
import type { BuildLog } from './build-log.ts';
import type { OutputPaths } from './output-paths.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { readPage } from './read-page.ts';
import { toOutput, toUrl } from './site-address.ts';

/** A page, and the output file that is set aside for it. */
export interface PlacedPage {
  readonly page: Page;
  readonly output: string;
}

export interface ImportPagesOptions {
  readonly files: readonly string[];
  readonly source: string;
  readonly paths: OutputPaths;
  readonly hooks: Hooks<SiteHooks>;
  readonly log: BuildLog;
}

/** Reads the pages of the source folder; plugins may leave files out before, and add or leave out pages behind. */
export async function importPages({ files, source, paths, hooks, log }: ImportPagesOptions): Promise<PlacedPage[]> {
  const before = await hooks.executeWithReport('before_import', { files: [...files], folder: source });
  log.addReport(before.report);

  const known = new Set(files);
  const accepted = before.value.filter((file) => known.has(file));
  for (const file of before.value.filter((path) => !known.has(path))) {
    log.fail(file, 'A plugin named this file, which is not a page of the source folder.');
  }

  // Outputs are claimed in the order of the files, whichever is read first.
  const outputs = new Map(accepted.map((file) => [file, paths.forPage(file)]));
  const outputsByUrl = new Map([...outputs.values()].map((output) => [toUrl(output), output]));
  const reads = await mapConcurrently([...outputs], async ([file, output]) => ({
    file,
    ...(await readPage(file, source, toUrl(output))),
  }));
  for (const { file, failure, warnings } of reads) {
    if (failure !== undefined) log.fail(file, failure);
    for (const warning of warnings) log.warn(file, warning);
  }

  const pages = reads.flatMap(({ page }) => page ?? []);
  const after = await hooks.executeWithReport('after_import', { pages, folder: source });
  log.addReport(after.report);
  return placePages(after.value, { outputs: outputsByUrl, paths, log });
}

interface Placing {
  readonly outputs: ReadonlyMap<string, string>;
  readonly paths: OutputPaths;
  readonly log: BuildLog;
}

function placePages(pages: readonly Page[], { outputs, paths, log }: Placing): PlacedPage[] {
  const taken = new Set<string>();
  return pages.flatMap((page) => {
    const subject = page.file ?? page.url;
    const wanted = outputs.get(page.url) ?? toOutput(page.url);
    if (wanted === undefined || taken.has(page.url)) {
      log.fail(
        subject,
        wanted === undefined ? `"${page.url}" is no place in the site.` : `"${page.url}" is another page's address.`,
      );
      return [];
    }
    taken.add(page.url);
    return [{ page, output: outputs.get(page.url) ?? paths.claim(wanted) }];
  });
}
