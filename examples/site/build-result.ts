import type { BootReport, Hooks, PluginState, PluginStatus, StatsRow } from 'hookline';
import type { SiteHooks, Widget } from 'hookline/hookspecs/site';
import type { BuildLog, PluginError, PluginNote, Problem } from './build-log.ts';
import type { Folders } from './folders.ts';
import type { PageStatus } from './render-page.ts';
import type { RenderedBody } from './render-pages.ts';

/** One page of the site. */
interface PageResult {
  readonly url: string;
  readonly file: string | undefined;
  readonly output: string;
  readonly title: string;
  readonly status: PageStatus;
}

/** A widget, and the plugin that it comes from. */
export interface PluginWidget {
  readonly plugin: string;
  readonly widget: Widget;
}

/** What one plugin did in one hook. */
export interface ChainRow extends StatsRow {
  readonly plugin: string;
  /** Its part of the time that all plugins took together: 0 to 1. */
  readonly share: number;
}

/** What a build did. Safe for `JSON.stringify`. */
export interface BuildResult {
  /** Whether every page was built, and every plugin that should take part did without failing. */
  readonly ok: boolean;
  readonly source: string;
  readonly out: string;
  readonly cacheFolder: string;
  readonly durationMs: number;
  /** What starting the plugins came to. Prints as a tree. */
  readonly boot: BootReport;
  /** The plugins as they were at the end of the build. */
  readonly plugins: readonly PluginStatus[];
  readonly pages: readonly PageResult[];
  /** How many files were copied. */
  readonly assets: number;
  readonly failures: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly pluginErrors: readonly PluginError[];
  /** What plugins wrote into their logs. */
  readonly pluginNotes: readonly PluginNote[];
  /** What the chain did: one row for each plugin and hook, those that took longest first. */
  readonly chain: readonly ChainRow[];
  readonly widgets: readonly PluginWidget[];
}

export interface BuildFacts {
  readonly folders: Folders;
  readonly bodies: readonly RenderedBody[];
  /** The paths that were written. */
  readonly files: readonly string[];
  readonly assets: readonly { readonly output: string }[];
  readonly boot: BootReport;
  readonly plugins: readonly PluginStatus[];
  readonly chain: readonly ChainRow[];
  readonly widgets: readonly PluginWidget[];
}

export interface BuildEnd {
  readonly log: BuildLog;
  readonly durationMs: number;
}

/** A plugin in one of these states was meant to take part. One that nobody has trusted yet was not. */
const BROKEN: ReadonlySet<PluginState> = new Set<PluginState>([
  'invalid',
  'conflicting',
  'unsupported',
  'unconfigured',
  'unresolved',
  'failed',
]);

/** Whether a plugin that should have taken part could not. */
export function isBroken({ state }: PluginStatus): boolean {
  return BROKEN.has(state);
}

/** Sums the build up. */
export function toBuildResult(
  { folders, bodies, files, assets, boot, plugins, chain, widgets }: BuildFacts,
  { log, durationMs }: BuildEnd,
): BuildResult {
  const written = new Set(files);
  const pages = bodies.map(({ page, status }): PageResult => {
    const { url, file, output, title } = page;
    return { url, file, output, title, status: written.has(output) ? status : 'failed' };
  });
  return {
    ok: log.failures.length === 0 && log.pluginErrors.length === 0 && !plugins.some(isBroken),
    source: folders.source,
    out: folders.out,
    cacheFolder: folders.cache,
    durationMs,
    boot,
    plugins,
    pages,
    assets: assets.filter(({ output }) => written.has(output)).length,
    failures: log.failures,
    warnings: log.warnings,
    pluginErrors: log.pluginErrors,
    pluginNotes: log.pluginNotes,
    chain,
    widgets,
  };
}

/** The part of each plugin and hook in the time that all of them took. */
export function toChain(stats: readonly StatsRow[]): ChainRow[] {
  const rows = stats.flatMap((row) =>
    row.plugin === undefined || row.calls === 0 ? [] : { ...row, plugin: row.plugin },
  );
  const total = rows.reduce((sum, row) => sum + toTime(row), 0);
  return rows
    .map((row) => ({ ...row, share: total === 0 ? 0 : toTime(row) / total }))
    .toSorted((a, b) => b.share - a.share);
}

/** The time of a row in all, in milliseconds. */
function toTime({ calls, mean }: StatsRow): number {
  return Number.isNaN(mean) ? 0 : calls * mean;
}

/** Asks the plugins for their widgets. */
export async function collectWidgets(hooks: Hooks<SiteHooks>, log: BuildLog): Promise<PluginWidget[]> {
  const { report } = await hooks.executeWithReport('admin_dashboard_stats');
  log.addReport(report);
  return report.entries.flatMap(({ plugin, answered, value }) => {
    // The report knows which plugin answered; the kernel has checked the answer against the schema.
    return answered ? [{ plugin, widget: value as Widget }] : [];
  });
}
