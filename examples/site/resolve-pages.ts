import type { Hooks } from 'hookline';
import type { SiteHooks } from 'hookline/hookspecs/site';
import type { BuildLog } from './build-log.ts';
import type { PlacedPage } from './import-pages.ts';
import type { OutputPaths } from './output-paths.ts';
import { toOutput } from './site-address.ts';

export interface ResolvePagesOptions {
  readonly imported: readonly PlacedPage[];
  /** Addresses that the configuration wants beside the files. */
  readonly urls: readonly string[];
  readonly paths: OutputPaths;
  readonly hooks: Hooks<SiteHooks>;
  readonly log: BuildLog;
}

/** Asks the plugins for every address; a page that nobody answers for is the imported one. */
export async function resolvePages({ imported, urls, paths, hooks, log }: ResolvePagesOptions): Promise<PlacedPage[]> {
  const byUrl = new Map<string, PlacedPage>(imported.map((placed) => [placed.page.url, placed]));
  const resolved: PlacedPage[] = [];
  for (const url of new Set([...byUrl.keys(), ...urls])) {
    const { value: answer, report } = await hooks.executeWithReport('resolve_page', { url });
    log.addReport(report, url);
    const known = byUrl.get(url);
    const output = known?.output ?? claimOutput(url, paths);
    const page = answer === undefined ? known?.page : { ...answer, url };
    if (page === undefined) log.fail(url, 'The configuration names this page, and no plugin brings it.');
    else if (output === undefined) log.fail(url, 'The address is no place in the site.');
    else resolved.push({ page, output });
  }
  return resolved;
}

function claimOutput(url: string, paths: OutputPaths): string | undefined {
  const wanted = toOutput(url);
  return wanted === undefined ? undefined : paths.claim(wanted);
}
