import { readRunRecord } from '../../manager/state/read-run-record.ts';
import type { RunRecord } from '../../manager/state/run-record.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { stats } from '../commands/stats.ts';
import { requireState } from '../setup/require-state.ts';
import { milliseconds } from '../terminal/milliseconds.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { type Column, table } from '../terminal/table.ts';

type Row = RunRecord['rows'][number];
type Options = CommandContext<typeof stats>['options'];

export const runStats: RunCommand<typeof stats> = async ({ options, openSetup, style }) => {
  const record = await readRunRecord(await requireState({ openSetup }));
  if (record === undefined) {
    return { result: { run: null, rows: [] }, text: paragraph(NOTHING_YET, style) };
  }
  const { rows: all, version: _version, ...run } = record;
  const running = isRunning(record);
  const rows = all.filter((row) => isWanted(row, options)).toSorted(by(options.sort));
  return { result: { run: { ...run, running }, rows }, text: toText(record, rows, { running, style }) };
};

const NOTHING_YET =
  'No run of the host has left statistics yet. Start the host, and ask again: it writes them every two seconds.';
const DAY_MS = 24 * 60 * 60 * 1000;

/** It ended, or its process is gone. The id may be that of another process by now, so an old record does not count. */
function isRunning({ endedAt, pid, updatedAt }: RunRecord): boolean {
  const isYoung = Date.now() - Date.parse(updatedAt) < DAY_MS;
  if (endedAt !== undefined || !isYoung) return false;
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isWanted(row: Row, { hook, plugin }: Options): boolean {
  return (hook === undefined || row.hook === hook) && (plugin === undefined || row.plugin === plugin);
}

function by(sort: string | undefined): (left: Row, right: Row) => number {
  const valueOf = (row: Row): number => {
    switch (sort) {
      case 'calls':
        return row.calls;
      case 'errors':
        return row.errors;
      case 'p95':
        return row.p95 ?? 0;
      case 'max':
        return row.max ?? 0;
      default:
        return row.calls * (row.mean ?? 0);
    }
  };
  return (left, right) => valueOf(right) - valueOf(left);
}

interface Shown {
  readonly running: boolean;
  readonly style: Style;
}

function toText(record: RunRecord, rows: readonly Row[], { running, style }: Shown): string {
  const { host, startedAt, endedAt, updatedAt } = record;
  const end = running ? 'still running' : `until ${toTime(endedAt ?? updatedAt)}`;
  const head = `${printableLine(host)}, from ${toTime(startedAt)}, ${end}`;
  if (rows.length === 0) return `${head}\nNothing was called.`;
  const cells = rows.map((row) => [
    printableLine(row.hook),
    row.plugin === undefined ? style.paint('dim', '(all)') : printableLine(row.plugin),
    String(row.calls),
    row.errors === 0 ? '0' : style.paint('red', String(row.errors)),
    ...[row.mean, row.p50, row.p95, row.p99, row.max].map((ms) => (ms === null ? '' : milliseconds(ms))),
  ]);
  const columns = [
    { title: 'HOOK' },
    { title: 'PLUGIN' },
    ...['CALLS', 'ERRORS', 'MEAN', 'P50', 'P95', 'P99', 'MAX'].map(toRight),
  ];
  return `${head}\n\n${table(columns, cells, style)}`;
}

function toRight(title: string): Column {
  return { title, align: 'right' };
}

/** `2026-01-31 12:00:00`, in universal time. */
function toTime(iso: string): string {
  return printableLine(iso).slice(0, 19).replace('T', ' ');
}
