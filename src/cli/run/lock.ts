import { resolve } from 'node:path';
import type { LockDocument } from '../../manager/lockfile/lock-document.ts';
import { readLock } from '../../manager/lockfile/read-lock.ts';
import { writeLock } from '../../manager/lockfile/write-lock.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { Outcome, RunCommand } from '../command.ts';
import type { lock } from '../commands/lock.ts';
import { compareLocks, type LockDifference } from '../lock/compare-locks.ts';
import { lockFileOf } from '../lock/lock-file.ts';
import type { AnyHooks, HostSetup } from '../setup/host-setup.ts';
import { openManager } from '../setup/open-manager.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { printableLine } from '../terminal/printable.ts';
import { stateText } from '../terminal/state-text.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';

export const runLock: RunCommand<typeof lock> = async ({ options, cwd, openSetup, style }) => {
  const setup = await openSetup();
  const file = options.out === undefined ? lockFileOf(setup) : resolve(cwd, options.out);
  // What the old lock keeps out may be what the new one is for.
  await using manager = await openManager(withoutLock(setup));
  const now = await manager.lock();
  const leftOut = findLeftOut(manager, now);
  const before = options.check ? await readLock(file) : await readLock(file).catch(() => undefined);
  const differences = before === undefined ? [] : compareLocks(before, now);
  const facts: Facts = { file, now, differences, leftOut };
  if (options.check) return checked(facts, style);
  await writeLock(file, now);
  return { result: toResult(facts, true), text: writtenText(facts, before !== undefined, style) };
};

interface LeftOut {
  readonly id: string;
  readonly state: Parameters<typeof stateText>[0];
  readonly reason: string | undefined;
}

interface Facts {
  readonly file: string;
  readonly now: LockDocument;
  readonly differences: readonly LockDifference[];
  readonly leftOut: readonly LeftOut[];
}

function withoutLock({ options: { lock: _lock, ...options }, ...setup }: HostSetup): HostSetup {
  return { ...setup, options };
}

function findLeftOut(manager: PluginManager<AnyHooks>, { plugins }: LockDocument): readonly LeftOut[] {
  const locked = new Set(plugins.map(({ id }) => id));
  return manager.list().flatMap(({ id, state, reason }) => (locked.has(id) ? [] : [{ id, state, reason }]));
}

function toResult({ file, now, differences, leftOut }: Facts, written: boolean): Outcome['result'] {
  return { file, lock: now, differences, written, leftOut };
}

function checked(facts: Facts, style: Style): Outcome {
  const { file, now, differences, leftOut } = facts;
  if (differences.length === 0) {
    return { result: toResult(facts, false), text: `All is as it was locked: ${pluginCount(now)} in ${file}.` };
  }
  const what = paragraph(`${file} is not what runs now. "hookline lock" writes it anew.`, style);
  const parts = [differenceTable(differences, style), ...leftOutTable(leftOut, style), what];
  return { result: toResult(facts, false), text: parts.join('\n\n'), exitCode: 1 };
}

function writtenText({ file, now, differences, leftOut }: Facts, wasThere: boolean, style: Style): string {
  const same = wasThere && differences.length === 0 ? ' Nothing has changed.' : '';
  return [
    ...(differences.length === 0 ? [] : [differenceTable(differences, style)]),
    `Locked ${pluginCount(now)} in ${file}.${same}`,
    ...leftOutTable(leftOut, style),
  ].join('\n\n');
}

function pluginCount({ plugins }: LockDocument): string {
  return `${plugins.length} ${plugins.length === 1 ? 'plugin' : 'plugins'}`;
}

function differenceTable(differences: readonly LockDifference[], style: Style): string {
  const rows = differences.map(({ plugin, what }) => [
    style.paint('bold', printableLine(plugin ?? '')),
    printableLine(what),
  ]);
  return table([{ title: 'PLUGIN' }, { title: 'DIFFERENCE', grows: true }], rows, style);
}

function leftOutTable(leftOut: readonly LeftOut[], style: Style): string[] {
  if (leftOut.length === 0) return [];
  const rows = leftOut.map(({ id, state, reason }) => [
    style.paint('bold', printableLine(id)),
    stateText(state, style),
    printableLine(reason ?? ''),
  ]);
  return [table([{ title: 'CANNOT RUN' }, { title: 'STATE' }, { title: 'WHY', grows: true }], rows, style)];
}
