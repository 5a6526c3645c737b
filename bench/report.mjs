import { COSTS, GOALS, LIBRARIES } from './cases/all.mjs';
import { toIsolationParts } from './isolation/report.mjs';
import { toManagerParts } from './manager-report.mjs';
import { growthOf } from './registration.mjs';
import { toCount, toRatio, toTable, toTime } from './table.mjs';

/**
 * The figures that were measured, as tables.
 *
 * @param {Record<string, any>} figures
 * @param {Date} date
 */
export function toReport(figures, date) {
  const parts = [
    `${date.toISOString().slice(0, 10)}, Node ${process.version.slice(1)}, \`npm run bench\`. Each figure is the median over the processes in which its row ran; the range is from the least to the greatest of them.`,
    toPart(
      'Goals',
      ['what', 'compared with', 'goal', 'figure', 'range', 'hookline ', 'the other ', 'verdict'],
      goalRows(figures),
    ),
    ...LIBRARIES.map((each) => librariesPart(each, figures[each.name])),
    toPart(
      'Costs',
      ['10 hookimpls, timing off, but', 'hookline ', 'beside', 'the other ', 'ratio ', 'range'],
      costRows(figures),
    ),
    toPart(
      'Registration',
      ['plugins × 5 hooks', 'registered ', 'per plugin ', 'first calls ', 'disposed '],
      registrationRows(figures),
    ),
    toPart('Types', ['200 hooks × 5 plugins', 'instantiations ', 'beyond the schemas '], typeRows(figures.types)),
    toPart('Memory', ['what', 'bytes '], memoryRows(figures.memory)),
    toPart('Import in a fresh process', ['module', 'milliseconds '], startUpRows(figures['start-up'])),
    ...toManagerParts(figures),
    ...toIsolationParts(figures),
    ...failures(figures),
  ];
  return parts.filter((part) => part !== undefined).join('\n\n');
}

function toPart(title, headings, rows) {
  return rows.length === 0 ? undefined : `## ${title}\n\n${toTable(headings, rows)}`;
}

function wasMeasured(figure) {
  return figure !== undefined && figure.failed === undefined;
}

function failures(figures) {
  return Object.entries(figures)
    .filter(([, figure]) => figure.failed !== undefined)
    .map(([name, { failed }]) => `Could not measure "${name}": ${failed.message}`);
}

function goalRows(figures) {
  return [
    ...GOALS.filter(({ name }) => wasMeasured(figures[name])).flatMap((each) =>
      each.comparisons.map((comparison) => toGoalRow(each.title, comparison, figures[each.name])),
    ),
    ...registrationGoals('1,000 plugins × 5 hooks registered one by one', figures.registration),
    ...registrationGoals('the same with priorities and constraints', figures['registration-constrained']),
    ...typeGoals(figures.types),
  ];
}

function toGoalRow(title, { than, atMost, faster }, { nanoseconds, compared }) {
  const other = compared.find((each) => each.than === than);
  const times = [toTime(nanoseconds), toTime(other.nanoseconds)];
  if (faster !== undefined) {
    const range = toRange(other.spread.map((ratio) => 1 / ratio));
    const verdict = toVerdict(faster * other.ratio);
    return [title, than, `≥ ${faster} × faster`, toRatio(1 / other.ratio), range, ...times, verdict];
  }
  const goal = atMost === undefined ? '' : `≤ ${atMost} ×`;
  const verdict = atMost === undefined ? '' : toVerdict(other.ratio / atMost);
  return [title, than, goal, toRatio(other.ratio), toRange(other.spread), ...times, verdict];
}

/** The least and the greatest; nothing where there was only one process. */
function toRange(ratios) {
  const [least, greatest] = [Math.min(...ratios), Math.max(...ratios)];
  return least === greatest ? '' : `${least.toFixed(2)}–${greatest.toFixed(2)}`;
}

/** @param {number} share what was measured, by the goal: up to 1 it is met */
function toVerdict(share) {
  return share <= 1 ? 'met' : `missed by ${Math.ceil((share - 1) * 100)} %`;
}

function registrationGoals(title, times) {
  if (!wasMeasured(times)) return [];
  const growth = growthOf(times);
  const { register } = times[1000];
  const slow = register > 1000 ? [toVerdict(register / 1000)] : [];
  const bent = growth > 1.2 ? [`grows with the power of ${growth.toFixed(2)}`] : [];
  const verdict = [...slow, ...bent].join(', ') || 'met';
  return [[title, '', 'linear, < 1 s', `${register.toFixed(0)} ms, n^${growth.toFixed(2)}`, '', '', '', verdict]];
}

const TYPE_GOAL = 5000;

function typeGoals(figures) {
  if (!wasMeasured(figures)) return [];
  const rows = [
    { title: '`tsc` on 200 hooks × 5 plugins', stage: 'registered' },
    { title: 'the same and a call of each hook', stage: 'executed' },
  ];
  const baselines = { schemas: 'the zod schemas alone', inferred: 'the schemas and the types zod infers' };
  return rows.flatMap(({ title, stage }) =>
    Object.entries(baselines).map(([baseline, than]) => {
      const beyond = figures[stage] - figures[baseline];
      const goal = `≤ ${toCount(TYPE_GOAL)} more`;
      return [title, than, goal, toCount(beyond), '', '', '', toVerdict(beyond / TYPE_GOAL)];
    }),
  );
}

function librariesPart({ title, name }, figure) {
  if (!wasMeasured(figure)) return undefined;
  const work = name.endsWith('same-work')
    ? 'their handlers push their results and catch their errors'
    : 'as they are: results dropped, the first error ends the call';
  const rows = [{ than: 'hookline', nanoseconds: figure.nanoseconds, ratio: 1 }, ...figure.compared].toSorted(
    (a, b) => a.nanoseconds - b.nanoseconds,
  );
  return toPart(
    `Libraries, ${title}; ${work}`,
    ['library', 'a call ', 'by hookline ', 'range'],
    rows.map(({ than, nanoseconds, ratio, spread }) => [
      than,
      toTime(nanoseconds),
      toRatio(1 / ratio),
      spread === undefined ? '' : toRange(spread.map((each) => 1 / each)),
    ]),
  );
}

function costRows(figures) {
  return COSTS.filter(({ name }) => wasMeasured(figures[name])).flatMap(({ name, title, heading }) => {
    const { nanoseconds, compared } = figures[name];
    return compared.map(({ than, nanoseconds: other, ratio, spread }) => [
      `${heading}: ${title}`,
      toTime(nanoseconds),
      than,
      toTime(other),
      toRatio(ratio),
      toRange(spread),
    ]);
  });
}

function registrationRows(figures) {
  const parts = { plain: figures.registration, 'with constraints': figures['registration-constrained'] };
  return Object.entries(parts)
    .filter(([, times]) => wasMeasured(times))
    .flatMap(([what, times]) =>
      Object.entries(times).map(([count, { register, call, dispose }]) => [
        `${toCount(Number(count))}, ${what}`,
        `${register.toFixed(1)} ms`,
        toTime((register * 1e6) / Number(count)),
        `${call.toFixed(1)} ms`,
        `${dispose.toFixed(1)} ms`,
      ]),
    );
}

const TYPE_STAGES = {
  schemas: 'the zod schemas alone',
  inferred: 'the schemas and the types that zod infers from them',
  hookspecs: 'schemas and hookspecs',
  plugins: 'and 5 plugins with all hookimpls',
  registered: 'and their registration',
  executed: 'and a call of each hook',
};

function typeRows(figures) {
  if (!wasMeasured(figures)) return [];
  return Object.entries(TYPE_STAGES).map(([stage, what]) => [
    what,
    toCount(figures[stage]),
    toCount(figures[stage] - figures.schemas),
  ]);
}

function memoryRows(figures) {
  if (!wasMeasured(figures)) return [];
  return [
    ['a registered hookimpl', toCount(figures.hookimpl)],
    ['the same once its hook has been called', toCount(figures.called)],
    ['a row of statistics with times', toCount(figures.statsRow)],
  ];
}

function startUpRows(figures) {
  if (!wasMeasured(figures)) return [];
  return Object.entries(figures).map(([module, milliseconds]) => [module, milliseconds.toFixed(1)]);
}
