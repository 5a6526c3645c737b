import { stripVTControlCharacters } from 'node:util';
import { milliseconds } from '../terminal/milliseconds.ts';
import { printable, printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import type { PluginTests, TestCase } from './plugin-tests.ts';

const COLORS = { passed: 'green', failed: 'red', none: 'yellow' } as const;

/** A row for each plugin, and then what failed, with its error. */
export function testsText(plugins: readonly PluginTests[], style: Style): string {
  if (plugins.length === 0) return 'The host has found no plugins.';
  const rows = plugins.map(({ id, runner, status, tests, durationMs }) => [
    style.paint('bold', printableLine(id)),
    style.paint(COLORS[status], status === 'none' ? 'no tests' : status),
    String(countOf(tests, 'passed')),
    String(countOf(tests, 'failed')),
    String(countOf(tests, 'skipped') + countOf(tests, 'todo')),
    status === 'none' ? '' : milliseconds(durationMs),
    runner ?? '',
  ]);
  const columns = [
    { title: 'PLUGIN' },
    { title: 'STATUS' },
    { title: 'PASSED', align: 'right' as const },
    { title: 'FAILED', align: 'right' as const },
    { title: 'SKIPPED', align: 'right' as const },
    { title: 'TIME', align: 'right' as const },
    { title: 'RUN BY' },
  ];
  const coverage = plugins.flatMap((each) =>
    each.coverage === undefined ? [] : [`Coverage: ${printableLine(each.coverage)}`],
  );
  return [table(columns, rows, style), ...plugins.flatMap((plugin) => failures(plugin, style)), ...coverage].join(
    '\n\n',
  );
}

function countOf(tests: readonly TestCase[], status: TestCase['status']): number {
  return tests.filter((test) => test.status === status).length;
}

/** Of a long error the rest is noise. */
const MOST_LINES = 24;

function failures({ id, tests }: PluginTests, style: Style): readonly string[] {
  return tests
    .filter(({ status }) => status === 'failed')
    .map(({ name, file, error = '' }) => {
      const title = `${style.paint('red', '✗')} ${style.paint('bold', printableLine(name))}`;
      const where = style.paint('dim', `  ${printableLine(file === '' ? id : `${id}  ${file}`)}`);
      const lines = printable(stripVTControlCharacters(error)).trimEnd().split('\n');
      const shown = lines.slice(0, MOST_LINES).map((line) => `    ${line}`);
      const rest =
        lines.length > MOST_LINES ? [style.paint('dim', `    … ${lines.length - MOST_LINES} more lines`)] : [];
      return [title, where, ...shown, ...rest].join('\n');
    });
}
