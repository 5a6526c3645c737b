import { factsTable } from '../terminal/facts-table.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import type { AttackOutcome, PlaceReport } from './attack-place.ts';
import type { BrokenClaim } from './broken-claims.ts';
import type { Remedy } from './find-remedies.ts';
import { PROBE_FACTS } from './probe-facts.ts';
import type { ProbeName } from './run-probes.ts';

export interface Attack {
  readonly names: readonly ProbeName[];
  readonly reports: readonly PlaceReport[];
  readonly broken: readonly BrokenClaim[];
  readonly remedies: readonly Remedy[];
  readonly notes: readonly string[];
}

const CELLS = {
  'did it': ['red', 'did it'],
  'ended the host': ['red', 'crash'],
  denied: ['green', 'denied'],
  failed: ['green', 'failed'],
  skipped: ['dim', 'skipped'],
} as const satisfies Record<AttackOutcome, readonly ['red' | 'green' | 'dim', string]>;

/** Narrower than this there is no room to say how each probe tries it. */
const ROOM_FOR_HOW = 112;

export function attackText(attack: Attack, style: Style): string {
  const { names, reports, remedies, notes, broken } = attack;
  const used = reports.filter(({ unusable }) => unusable === undefined);
  return [
    paragraph(introduction(names), style),
    ...(used.length === 0 ? [] : [outcomeTable(names, used, style), legend(used, style)]),
    ...[skippedText(used, style)].filter((text) => text !== ''),
    factsTable(
      reports.map((report) => [report.place, summaryOf(report)]),
      style,
    ),
    ...(remedies.length === 0
      ? []
      : [`${style.paint('bold', 'What would close it')}\n${remedyTable(remedies, style)}`]),
    ...notes.map((note) => paragraph(note, style)),
    ...broken.map((one) => style.paint('red', paragraph(brokenText(one), style))),
  ].join('\n\n');
}

function introduction({ length }: readonly ProbeName[]): string {
  const count = length === 1 ? 'one thing' : `${length} things`;
  return `A plugin to which nothing is granted tries ${count}: Node ${process.version}, ${process.platform}.`;
}

function outcomeTable(names: readonly ProbeName[], reports: readonly PlaceReport[], style: Style): string {
  const showsHow = style.width >= ROOM_FOR_HOW;
  const areas = [...new Set(names.map((name) => PROBE_FACTS[name].area))];
  const rows = areas.flatMap((area) => [
    [style.paint('bold', area)],
    ...names
      .filter((name) => PROBE_FACTS[name].area === area)
      .map((name) => [
        `  ${name}`,
        ...(showsHow ? [style.paint('dim', PROBE_FACTS[name].how)] : []),
        ...reports.map(({ attempts }) => cell(attempts.find(({ probe }) => probe === name)!.outcome, style)),
      ]),
  ]);
  const columns = [
    { title: 'TRIES TO' },
    ...(showsHow ? [{ title: 'WITH' }] : []),
    // By the name of its program, bubblewrap fits into 80 columns.
    ...reports.map(({ place }) => ({ title: place === 'bubblewrap' ? 'BWRAP' : place.toUpperCase() })),
  ];
  return table(columns, rows, style);
}

function cell(outcome: AttackOutcome, style: Style): string {
  const [color, text] = CELLS[outcome];
  return style.paint(color, text);
}

/** What needs saying of the words in the table. */
function legend(reports: readonly PlaceReport[], style: Style): string {
  const seen = new Set(reports.flatMap(({ attempts }) => attempts.map(({ outcome }) => outcome)));
  const words = [
    ...(seen.has('denied') ? ['denied: Node or the runner refused it.'] : []),
    ...(seen.has('failed') ? ['failed: it did not work, for another reason.'] : []),
    ...(seen.has('ended the host')
      ? ['crash: it ended the host, which is more than it tried; it counts as a success.']
      : []),
  ];
  return words.map((text) => style.paint('dim', paragraph(text, style))).join('\n');
}

/** Each reason once, with what was skipped for it. */
function skippedText(reports: readonly PlaceReport[], style: Style): string {
  const reasons = new Map<string, Set<string>>();
  for (const { attempts } of reports) {
    for (const { probe, why } of attempts) {
      if (why !== undefined) reasons.set(why, (reasons.get(why) ?? new Set()).add(`"${probe}"`));
    }
  }
  return [...reasons]
    .map(([why, probes]) => paragraph(`skipped: ${[...probes].join(', ')}. ${printableLine(why)}`, style))
    .join('\n');
}

function summaryOf({ succeeded, tried, unusable }: PlaceReport): string {
  if (unusable !== undefined) return `skipped: ${printableLine(unusable)}`;
  return `${succeeded} of ${tried} succeeded`;
}

function remedyTable(remedies: readonly Remedy[], style: Style): string {
  const columns = [
    { title: 'OPEN IN' },
    { title: 'CLOSED BY' },
    { title: 'OF THEM' },
    { title: 'CONFIGURATION', grows: true },
  ];
  const rows = remedies.map(({ place, open, by, closed, change }) => [place, by, `${closed} of ${open}`, change]);
  return table(columns, rows, style);
}

function brokenText({ place, permission, claim, probes }: BrokenClaim): string {
  const done = probes.map((probe) => `"${probe}"`).join(', ');
  return `✗ What is said of "${permission}" does not hold on this machine. It is called enforced in "${place}" (${claim.replace(/\.$/, '')}), and this was done: ${done}.`;
}
