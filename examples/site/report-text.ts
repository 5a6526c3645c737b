import type { PluginStatus } from 'hookline';
import type { Problem } from './build-log.ts';
import { type BuildResult, type ChainRow, isBroken, type PluginWidget } from './build-result.ts';
import { type Column, renderTable } from './report-table.ts';
import { wrapTree } from './wrap-tree.ts';

/** More lines than this of one sort hide the others; the JSON report has all of them. */
const MAX_LINES = 20;

/** Of a terminal that nobody has enlarged. */
const MAX_WIDTH = 80;

/** The report for a person: what was built, what the chain did, what went wrong, what the plugins found out. */
export function renderReport(result: BuildResult): string {
  const sections = [
    ['Plugins', renderBoot(result)],
    ['The chain, times in milliseconds', renderChain(result.chain)],
    ['Where plugins ran, times in milliseconds', renderRunners(result.plugins)],
    ['Warnings', renderProblems(result.warnings)],
    ['Failed', renderProblems(result.failures)],
    ['Plugin errors', renderPluginErrors(result)],
    ['Plugin log', renderPluginNotes(result)],
    ...result.widgets.map((widget) => [toWidgetTitle(widget), renderWidget(widget)]),
    ['The site', renderSummary(result)],
  ];
  return sections
    .filter(([, text]) => text !== '')
    .map(([title = '', text]) => `${toPrintable(title)}\n\n${text}\n`)
    .join('\n');
}

/** A file may be named so that printing it steers the terminal. */
function toPrintable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

function renderBoot({ boot, plugins }: BuildResult): string {
  const tree = String(boot).split('\n').map(toPrintable).join('\n');
  const waiting = plugins.find(({ state }) => state === 'untrusted');
  const hint = waiting === undefined ? '' : `\n\nTo trust a plugin that you have looked at: --trust ${waiting.id}`;
  return indent(wrapTree(tree, MAX_WIDTH - 2) + hint);
}

const CHAIN_COLUMNS: readonly Column<ChainRow>[] = [
  { title: 'plugin', align: 'left', cell: ({ plugin }) => toPrintable(plugin) },
  { title: 'hook', align: 'left', cell: ({ hook }) => toPrintable(hook) },
  { title: 'calls', align: 'right', cell: ({ calls }) => String(calls) },
  { title: 'errors', align: 'right', cell: ({ errors }) => String(errors) },
  { title: 'mean', align: 'right', cell: ({ mean }) => toMs(mean) },
  { title: 'p95', align: 'right', cell: ({ p95 }) => toMs(p95) },
  { title: 'share', align: 'right', cell: ({ share }) => `${(share * 100).toFixed(1)}%` },
];

function renderChain(rows: readonly ChainRow[]): string {
  return rows.length === 0 ? '  No plugin was called.' : indent(renderTable(CHAIN_COLUMNS, rows));
}

const RUNNER_COLUMNS: readonly Column<PluginStatus>[] = [
  { title: 'plugin', align: 'left', cell: ({ id }) => toPrintable(id) },
  { title: 'runner', align: 'left', cell: ({ runner }) => runner ?? '' },
  { title: 'start', align: 'right', cell: ({ importMs }) => toMs(importMs ?? Number.NaN) },
  { title: 'activate', align: 'right', cell: ({ activateMs }) => toMs(activateMs ?? Number.NaN) },
];

/** Nothing, where all ran in the thread of the build. */
function renderRunners(plugins: BuildResult['plugins']): string {
  const elsewhere = plugins.filter(({ runner }) => runner === 'worker' || runner === 'process');
  return elsewhere.length === 0 ? '' : indent(renderTable(RUNNER_COLUMNS, elsewhere));
}

function toMs(time: number): string {
  return Number.isNaN(time) ? '' : time.toFixed(2);
}

function renderProblems(problems: readonly Problem[]): string {
  return limit(problems.map(({ subject, message }) => `  ${toPrintable(subject)}: ${toPrintable(message)}`));
}

function renderPluginErrors({ pluginErrors }: BuildResult): string {
  return limit(
    pluginErrors.map(({ plugin, hook, page, message }) => {
      const where = page === undefined ? hook : `${hook}, ${page}`;
      return `  ${toPrintable(`${plugin} (${where}): ${message}`)}`;
    }),
  );
}

function renderPluginNotes({ pluginNotes }: BuildResult): string {
  return limit(pluginNotes.map(({ plugin, level, message }) => `  ${toPrintable(`${plugin} (${level}): ${message}`)}`));
}

function toWidgetTitle({ plugin, widget }: PluginWidget): string {
  return `${widget.title} (${plugin})`;
}

function renderWidget({ widget }: PluginWidget): string {
  if (widget.rows.length === 0) return '  None.';
  const width = Math.min(40, Math.max(...widget.rows.map(({ label }) => label.length)));
  return limit(
    widget.rows.map(({ label, value }) => `  ${toPrintable(label).padEnd(width)}  ${toPrintable(String(value))}`),
  );
}

function renderSummary({ pages, assets, durationMs, failures, warnings, plugins, out }: BuildResult): string {
  const count = (status: string) => pages.filter((page) => page.status === status).length;
  const broken = plugins.filter(isBroken).length;
  return [
    `  ${pages.length} pages: ${count('rendered')} rendered, ${count('cached')} from the cache, ${count('failed')} failed`,
    `  ${assets} other files, ${failures.length} failures, ${warnings.length} warnings, ${(durationMs / 1000).toFixed(2)} s`,
    ...(broken === 0
      ? []
      : [`  ${broken} of ${plugins.length} plugins could not take part: "Plugins" and "Plugin errors" say why`]),
    `  It lies in ${toPrintable(out)}`,
  ].join('\n');
}

function limit(lines: readonly string[]): string {
  if (lines.length <= MAX_LINES) return lines.join('\n');
  return [...lines.slice(0, MAX_LINES), `  ... and ${lines.length - MAX_LINES} more; --json has all of them`].join(
    '\n',
  );
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
