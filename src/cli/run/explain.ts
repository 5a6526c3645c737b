import type { RunCommand } from '../command.ts';
import type { explain } from '../commands/explain.ts';
import { findPlugin } from '../setup/find-plugin.ts';
import { printable } from '../terminal/printable.ts';

export const runExplain: RunCommand<typeof explain> = async ({ args: { id }, openManager }) => {
  const manager = await openManager();
  findPlugin(id, manager);
  const explanation = manager.explain(id);
  return { result: explanation.toJSON(), text: printable(explanation.toString()) };
};
