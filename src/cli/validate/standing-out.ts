import type { Finding } from '../../analysis/finding.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import { printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { readPluginAt, validatePlugin } from './validate-plugin.ts';

/** How many are shown. */
const MOST = 10;

/** What somebody who is about to trust a plugin wants to know of its code, what its comments excuse included. */
export async function findStandingOut({ folder }: PluginStatus): Promise<readonly Finding[]> {
  if (folder === undefined) return [];
  const { findings, suppressed } = await validatePlugin(await readPluginAt(folder));
  return [...findings, ...suppressed].filter(({ severity }) => severity === 'error');
}

/** One line each; the rest is for `validate`. */
export function standingOutText(findings: readonly Finding[], style: Style): string {
  const rows = findings
    .slice(0, MOST)
    .map(({ path, line, rule, message }) => [
      `${printableLine(path)}:${line}`,
      style.paint('red', rule),
      printableLine(message),
    ]);
  const shown = table([{ title: 'ITS CODE' }, { title: 'RULE' }, { title: 'WHAT', grows: true }], rows, style);
  const left = findings.length - rows.length;
  return left > 0 ? `${shown}\nand ${left} more: "hookline validate" shows all.` : shown;
}
