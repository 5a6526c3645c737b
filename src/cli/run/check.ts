import type { RunnerName } from '../../runners/runner.ts';
import { checkOne, type ActivationSection, type Checked } from '../check/check-one.ts';
import type { Section } from '../check/section.ts';
import type { CommandContext, Outcome, RunCommand } from '../command.ts';
import type { check } from '../commands/check.ts';
import { milliseconds } from '../terminal/milliseconds.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { findTargets } from '../validate/find-targets.ts';
import { countText, findingsText } from '../validate/findings-text.ts';

type Context = CommandContext<typeof check>;

export const runCheck: RunCommand<typeof check> = async (context) => {
  const { args, options, openSetup, working, signal } = context;
  const { plugins, view } = await findTargets(args.id, context);
  const host = view === undefined ? undefined : { setup: await openSetup(), view };
  const checked: Checked[] = [];
  // One after the other: each may fill a thread or process of its own.
  for (const found of plugins) {
    signal.throwIfAborted();
    working(`checking ${printableLine(found.id)}`);
    const runner = options.runner as RunnerName | undefined;
    checked.push(await checkOne(found, { host, runner, isStarted: options.noStart !== true }));
  }
  working(undefined);
  return toOutcome(checked, context);
};

async function toOutcome(checked: readonly Checked[], { options, style }: Context): Promise<Outcome> {
  const count = (status: Checked['status']): number => checked.filter((each) => each.status === status).length;
  const summary = { pass: count('pass'), warn: count('warn'), fail: count('fail') };
  const texts = await Promise.all(checked.map((each) => toText(each, style)));
  const total = `${summary.pass} passed, ${summary.warn} with warnings, ${summary.fail} failed`;
  return {
    result: { plugins: checked.map(toResult), summary },
    text: checked.length === 0 ? 'The host has found no plugins.' : [...texts, total].join('\n\n'),
    exitCode: summary.fail > 0 || (options.strict === true && summary.warn > 0) ? 1 : 0,
  };
}

function toResult({ found, status, sections }: Checked): object {
  return { id: found.id, version: found.manifest?.version, folder: found.folder, status, sections };
}

const MARKS = {
  pass: ['green', '✓'],
  warn: ['yellow', '!'],
  fail: ['red', '✗'],
  skip: ['dim', '-'],
} as const;

async function toText({ found, sections }: Checked, style: Style): Promise<string> {
  const name = [printableLine(found.id), found.manifest?.version].filter((part) => part !== undefined).join(' ');
  const lines = sections.map((section) => sectionText(section, style));
  const findings = sections.flatMap((section) => section.findings);
  const details = findings.length === 0 ? [] : ['', await findingsText(findings, style)];
  return [style.paint('bold', name), ...lines, ...details].join('\n');
}

function sectionText(section: Section, style: Style): string {
  const [color, mark] = MARKS[section.status];
  const head = `  ${style.paint(color, mark)} ${section.name.padEnd(13)}${style.paint('dim', aboutOf(section))}`;
  return [head.trimEnd(), ...section.notes.map((note) => paragraph(printableLine(note), style, 6))].join('\n');
}

function aboutOf(section: Section): string {
  if (section.findings.length > 0) return countText(section.findings);
  const { runner, importMs, activateMs } = section as ActivationSection;
  if (runner === undefined) return '';
  const times =
    importMs === undefined
      ? ''
      : `, imported in ${milliseconds(importMs)}, activated in ${milliseconds(activateMs ?? 0)}`;
  return `in "${runner}"${times}`;
}
