import type { EntryStatus, JsonReport, JsonReportEntry } from '../../errors/report.ts';
import { KINDS, type Kind } from '../../hooks/kinds.ts';
import { milliseconds } from './milliseconds.ts';
import { printableLine } from './printable.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

const STATUS: Readonly<Record<EntryStatus, 'green' | 'red' | 'yellow' | 'dim'>> = {
  ok: 'green',
  error: 'red',
  timeout: 'red',
  skipped: 'yellow',
  filtered: 'dim',
};

/** Columns of the widest bar. */
const BAR = 30;

/** The report of a call: who took part, and a bar for when and how long each ran. */
export function reportText(report: JsonReport, kind: Kind, style: Style): string {
  const { hook, durationMs, status, entries } = report;
  const paint = status === 'ok' ? 'green' : 'red';
  const isConcurrent = KINDS[kind].concurrent;
  const starts = startsOf(entries, isConcurrent);
  const whole = Math.max(0, ...entries.map((entry, index) => starts[index]! + entry.durationMs));
  const head = `${style.paint('bold', hook)} ${style.paint(paint, status)} in ${milliseconds(durationMs)}${waited(durationMs - whole)}`;
  if (entries.length === 0) {
    return `${head}\nNo plugin took part. "hookline hooks plan ${hook}" says who would, and why others cannot.`;
  }
  const rows = entries.map((entry, index) => [
    entry.plugin,
    style.paint(STATUS[entry.status], entry.status),
    ran(entry) ? milliseconds(entry.durationMs) : '',
    ran(entry) ? style.paint('cyan', bar(starts[index]! / whole, entry.durationMs / whole)) : '',
    about(entry, entries),
  ]);
  const columns = [
    { title: 'PLUGIN' },
    { title: 'STATUS' },
    { title: 'TIME', align: 'right' as const },
    { title: 'WHEN'.padEnd(BAR) },
    { title: '', grows: true },
  ];
  return `${head}\n\n${table(columns, rows, style)}`;
}

/** Time in which no hookimpl ran: lazy plugins are loaded by the first call that comes to them. */
function waited(ms: number): string {
  return ms < 1 ? '' : `, ${milliseconds(ms)} of it waiting for plugins to be loaded`;
}

function ran({ status }: JsonReportEntry): boolean {
  return status !== 'skipped' && status !== 'filtered';
}

/** Milliseconds after the first began: all at once, or one behind the other. */
function startsOf(entries: readonly JsonReportEntry[], isConcurrent: boolean): readonly number[] {
  let elapsed = 0;
  return entries.map(({ durationMs }) => {
    const start = isConcurrent ? 0 : elapsed;
    elapsed += durationMs;
    return start;
  });
}

/** Both are shares of the whole. What took any time shows. */
function bar(start: number, length: number): string {
  const from = Math.min(BAR - 1, Math.floor(share(start) * BAR));
  const columns = Math.max(1, Math.min(BAR - from, Math.round(share(length) * BAR)));
  return ' '.repeat(from) + '█'.repeat(columns);
}

/** A call that took no measurable time has no shares. */
function share(part: number): number {
  return Number.isFinite(part) ? part : 0;
}

function about(entry: JsonReportEntry, entries: readonly JsonReportEntry[]): string {
  const { id, plugin, wrapper, reason, error, answered } = entry;
  const isOneOfSeveral = entries.some((other) => other !== entry && other.plugin === plugin);
  const parts = [
    isOneOfSeveral ? `hookimpl ${id}` : '',
    wrapper ? 'wrapper' : '',
    answered ? 'answered' : '',
    reason ?? '',
    error === undefined ? '' : (error.cause?.thrown ?? error.cause?.message ?? error.message),
  ];
  return printableLine(parts.filter((part) => part !== '').join('; '));
}
