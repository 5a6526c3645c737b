import type { Finding, Severity, SuppressedFinding } from './finding.ts';
import { loadPluginCode, relativePath, type LoadOptions } from './load-plugin-code.ts';
import type { PluginCode } from './plugin-code.ts';
import type { Report, Rule } from './rule.ts';
import { RULES } from './rules.ts';
import type { SourceFile } from './source-file.ts';
import { readSuppressions, suppressionFinder } from './suppressions.ts';

export interface AnalyzeOptions extends LoadOptions {
  /** The ids of the rules that are applied. Default all. */
  readonly rules?: readonly string[] | undefined;
  /** Whether comments in the code may hide findings. Default `true`; whoever judges code of others passes `false`. */
  readonly suppressions?: boolean | undefined;
}

/** What was seen of the code of a plugin. Plain data. */
export interface Analysis {
  /** By file, then by line. */
  readonly findings: readonly Finding[];
  /** What comments in the code say is meant. */
  readonly suppressed: readonly SuppressedFinding[];
  /** The files that were looked at, absolute. */
  readonly files: readonly string[];
  /** What they import from outside, without doubles, in alphabetical order. */
  readonly imports: readonly string[];
}

/** Looks at the code of a plugin by its text alone: nothing of it is imported. Rejects only if the folder is not there. */
export async function analyzePlugin(options: AnalyzeOptions): Promise<Analysis> {
  const ids = new Set(RULES.map(({ id }) => id));
  const plugin = await loadPluginCode(options, ids);
  const rules = options.rules === undefined ? RULES : RULES.filter(({ id }) => options.rules!.includes(id));
  const all = rules.flatMap((rule) => findingsOf(rule, plugin)).toSorted(compareFindings);
  const findings = all.filter((finding, index) => !isSame(finding, all[index - 1]));
  const comments = new Map(
    plugin.files.map((file) => [file.file, suppressionFinder(readSuppressions(file, ids).valid)]),
  );
  const suppressed = (options.suppressions === false ? [] : findings).flatMap((finding) => {
    const suppression = comments.get(finding.file)?.(finding);
    return suppression === undefined ? [] : [{ finding, reason: suppression.reason }];
  });
  const hidden = new Set(suppressed.map(({ finding }) => finding));
  return {
    findings: findings.filter((finding) => !hidden.has(finding)),
    suppressed: suppressed.map(({ finding, reason }) => ({ ...finding, reason })),
    files: plugin.files.map(({ file }) => file),
    imports: importsFromOutside(plugin),
  };
}

function findingsOf(rule: Rule, plugin: PluginCode): readonly Finding[] {
  const inPlugin = [...(rule.inPlugin?.(plugin) ?? [])].map((report) => toFinding(rule, report, plugin));
  const inFiles = plugin.files.flatMap((file) =>
    [...(rule.inFile?.(file, plugin) ?? [])].map((report) => toFinding(rule, { file: file.file, ...report }, plugin)),
  );
  return [...inPlugin, ...inFiles];
}

function toFinding(rule: Rule, report: Report, plugin: PluginCode): Finding {
  const { message, remedy = rule.remedy, severity = rule.severity } = report;
  const file = report.file ?? plugin.entry?.file ?? plugin.folder;
  const { line, column } = placeOf(report);
  const excerpt = excerptOf(plugin.fileAt(file), line, column);
  return {
    rule: rule.id,
    severity,
    message,
    remedy,
    file,
    path: relativePath(plugin.folder, file),
    line,
    column,
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}

function placeOf({ node, line = 1, column = 1 }: Report): { readonly line: number; readonly column: number } {
  const start = node?.loc?.start;
  if (start === undefined) return { line, column };
  return { line: start.line, column: start.column + 1 };
}

const EXCERPT_LENGTH = 100;

/** A line of minified code is as long as a file. */
function excerptOf(file: SourceFile | undefined, line: number, column: number): string | undefined {
  const text = file?.lines[line - 1];
  if (text === undefined || text.trim() === '') return undefined;
  const whole = text.trim();
  if (whole.length <= EXCERPT_LENGTH) return whole;
  return `${column > 1 && text.slice(0, column - 1).trim() !== '' ? '…' : ''}${text.slice(column - 1, column - 1 + EXCERPT_LENGTH).trim()}…`;
}

function importsFromOutside(plugin: PluginCode): readonly string[] {
  const specifiers = plugin.files.flatMap((file) =>
    file.imports.flatMap(({ specifier, typeOnly }) =>
      specifier === undefined || typeOnly || plugin.resolve(specifier, file) !== undefined ? [] : [specifier],
    ),
  );
  return [...new Set(specifiers)].toSorted();
}

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function compareFindings(one: Finding, other: Finding): number {
  return (
    compareTexts(one.path, other.path) ||
    one.line - other.line ||
    one.column - other.column ||
    RANKS[one.severity] - RANKS[other.severity] ||
    compareTexts(one.rule, other.rule)
  );
}

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function isSame(one: Finding, other: Finding | undefined): boolean {
  return (
    one.rule === other?.rule &&
    one.message === other.message &&
    one.line === other.line &&
    one.file === other.file &&
    one.column === other.column
  );
}
