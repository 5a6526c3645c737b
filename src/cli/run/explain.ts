import type { RunCommand } from '../command.ts';
import type { explain } from '../commands/explain.ts';
import { findPlugin } from '../setup/find-plugin.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { printable } from '../terminal/printable.ts';
import { shellRemedy } from '../terminal/shell-remedy.ts';
import type { Style } from '../terminal/style.ts';

export const runExplain: RunCommand<typeof explain> = async ({ args: { id }, openManager, style }) => {
  const manager = await openManager();
  findPlugin(id, manager);
  const explanation = manager.explain(id);
  return { result: explanation.toJSON(), text: wrap(shellRemedy(explanation.toString(), manager.list()), style) };
};

/** The derivation is indented, and stays so where lines are broken. */
function wrap(text: string, style: Style): string {
  return printable(text)
    .split('\n')
    .map((line) => paragraph(line.trimStart(), style, line.length - line.trimStart().length))
    .join('\n');
}
