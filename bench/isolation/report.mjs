import { toRatio, toTable, toTime } from '../table.mjs';
import { ISOLATION_GOALS } from './goals.mjs';

const FIGURES = { calls: 'isolation-calls', starts: 'isolation-starts', harm: 'isolation-harm' };

const UNITS = {
  ratio: toRatio,
  ms: (value) => `${value.toFixed(value < 10 ? 2 : 0)} ms`,
  MiB: (value) => `${value.toFixed(1)} MiB`,
};

/**
 * What was measured of plugins in threads and processes, as tables.
 *
 * @param {Record<string, any>} figures
 * @returns {readonly (string | undefined)[]}
 */
export function toIsolationParts(figures) {
  const [calls, , harm] = Object.values(FIGURES).map((name) => measured(figures[name]));
  return [
    toPart('Isolation: goals', ['goal', 'what', 'asked for', 'figure ', 'verdict'], goalRows(figures)),
    toPart('Isolation: round trips', ['a call of 200 B', 'takes ', 'by raw '], calls && tripRows(calls)),
    toPart('Isolation: misbehaviours', ['a plugin in a process', 'outcome', 'late '], harm && misbehaviourRows(harm)),
    unpinned(figures),
  ];
}

function measured(figure) {
  return figure === undefined || figure.failed === undefined ? figure : undefined;
}

function toPart(title, headings, rows) {
  return rows === undefined || rows.length === 0 ? undefined : `## ${title}\n\n${toTable(headings, rows)}`;
}

function goalRows(figures) {
  return ISOLATION_GOALS.flatMap(({ number, of, what, figure, unit, most, least }) => {
    const all = measured(figures[FIGURES[of]]);
    if (all === undefined) return [];
    const value = figure(all);
    const asked = most === undefined ? `≥ ${UNITS[unit](least)}` : `≤ ${UNITS[unit](most)}`;
    if (value === undefined) return [[String(number), what, asked, '', 'not measured on this platform']];
    const share = most === undefined ? least / value : value / most;
    const verdict = share <= 1 ? 'met' : `missed by ${Math.ceil((share - 1) * 100)} %`;
    return [[String(number), what, asked, UNITS[unit](value), verdict]];
  });
}

const TRIPS = {
  raw: 'raw MessageChannel',
  framed: 'raw frames over fd 3',
  birpc: 'birpc over a MessageChannel',
  comlink: 'comlink over a MessageChannel',
  worker: 'Hookline, worker',
  process: 'Hookline, process',
};

function tripRows({ trips: { small }, managed }) {
  const rows = Object.entries(TRIPS).map(([name, what]) => [what, small[name], small[name] / small.raw]);
  for (const runner of ['worker', 'process']) {
    rows.push([`a hook of a manager, ${runner}`, managed[runner], managed[runner] / managed.raw]);
  }
  return rows.map(([what, microseconds, ratio]) => [what, toTime(microseconds * 1000), toRatio(ratio)]);
}

function misbehaviourRows({ misbehaviours }) {
  return Object.entries(misbehaviours).map(([what, { outcome, late }]) => [what, toWords(outcome), UNITS.ms(late)]);
}

function toWords(outcome) {
  return outcome.replace(/^.* is closed: /, '').replace(/ It last wrote:$/, '');
}

function unpinned(figures) {
  const all = Object.values(FIGURES).map((name) => measured(figures[name]));
  const isUnpinned = all.some((figure) => figure?.isPinned === false);
  return isUnpinned
    ? 'There is no taskset here: isolation was measured on more than one core, where its ratios differ.'
    : undefined;
}
