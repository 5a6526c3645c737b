import { MANAGED } from './cases/all.mjs';
import { toCount, toRatio, toTable, toTime } from './table.mjs';

/** What listing ten plugins may take beyond Node's own start, in milliseconds. */
const LISTING_GOAL = 150;

/**
 * The figures on the plugin manager, as tables.
 *
 * @param {Record<string, any>} figures
 * @returns {readonly (string | undefined)[]}
 */
export function toManagerParts(figures) {
  return [
    toPart('Listing plugins in a fresh process', LISTING_HEADINGS, listingRows(figures['manager-listing'])),
    toPart('Starting with many plugins', START_HEADINGS, startRows(figures['manager-starts'])),
    toPart('Resolving alone', ['plugins ', 'resolved ', 'per plugin '], resolutionRows(figures['manager-resolution'])),
    toPart('Hookimpls of managed plugins', MANAGED_HEADINGS, managedRows(figures)),
    toPart('Work in another thread', OFFLOAD_HEADINGS, offloadRows(figures['manager-offload'])),
    toPart('Help of the command line', HELP_HEADINGS, helpRows(figures['cli-help'])),
  ];
}

const LISTING_HEADINGS = ['a process that does', 'lives ', 'beyond Node ', 'goal', 'verdict'];
const START_HEADINGS = ['what', '10 ', '100 ', '1,000 ', '2,000 '];
const MANAGED_HEADINGS = ['what', 'managed ', 'registered by hand ', 'ratio ', 'range', 'loop '];
const OFFLOAD_HEADINGS = ['200 ms of work', 'the call ', 'event loop late by '];

function toPart(title, headings, rows) {
  return rows === undefined || rows.length === 0 ? undefined : `## ${title}\n\n${toTable(headings, rows)}`;
}

function listingRows(figures) {
  if (!wasMeasured(figures)) return undefined;
  const [node] = Object.values(figures);
  return Object.entries(figures).map(([what, life]) => {
    const beyond = life - node;
    const hasGoal = what.includes('lists');
    const verdict = beyond <= LISTING_GOAL ? 'met' : `missed by ${Math.ceil((beyond / LISTING_GOAL - 1) * 100)} %`;
    return [what, toMs(life), toMs(beyond), hasGoal ? `< ${LISTING_GOAL} ms` : '', hasGoal ? verdict : ''];
  });
}

const STEPS = {
  start: '`start()`, all plugins lazy',
  find: 'of it: finding',
  resolve: 'of it: resolving',
  activate: 'of it: putting hookimpls in place',
  first: 'the first call of a hook of one plugin, which is imported and activated',
  again: 'the second call of this hook',
  unchanged: '`rescan()`, nothing has changed',
  changed: '`rescan()`, one plugin has another version',
};

function startRows(figures) {
  if (!wasMeasured(figures)) return undefined;
  const kinds = { cold: 'no cache', warm: 'nothing parsed' };
  return Object.entries(STEPS).flatMap(([step, what]) =>
    Object.entries(kinds)
      // Behind the start the cache is the same.
      .filter(([kind]) => kind === 'cold' || step === 'start' || step === 'find')
      .map(([kind, how]) => [
        step === 'start' || step === 'find' ? `${what}; ${how}` : what,
        ...Object.values(figures).map((times) => toMs(times[kind][step])),
      ]),
  );
}

function resolutionRows(figures) {
  if (!wasMeasured(figures)) return undefined;
  return Object.entries(figures).map(([count, milliseconds]) => [
    toCount(Number(count)),
    toMs(milliseconds),
    toTime((milliseconds * 1e6) / Number(count)),
  ]);
}

function managedRows(figures) {
  return MANAGED.filter(({ name }) => wasMeasured(figures[name])).map(({ name, title }) => {
    const { nanoseconds, compared } = figures[name];
    const byName = Object.fromEntries(compared.map((each) => [each.than, each]));
    const { nanoseconds: byHand, ratio, spread } = byName['registered by hand'];
    const range = spread[0] === spread[1] ? '' : `${spread[0].toFixed(2)}–${spread[1].toFixed(2)}`;
    return [title, toTime(nanoseconds), toTime(byHand), toRatio(ratio), range, toTime(byName.loop.nanoseconds)];
  });
}

function offloadRows(figures) {
  if (!wasMeasured(figures)) return undefined;
  const { start, offloaded, offloadedLate, inline, inlineLate } = figures;
  return [
    ['in the hookimpl', toMs(inline), toMs(inlineLate)],
    ['with `offload`', toMs(offloaded), toMs(offloadedLate)],
    ['the first time, which starts the thread', toMs(start), ''],
  ];
}

function wasMeasured(figure) {
  return figure !== undefined && figure.failed === undefined;
}

function toMs(milliseconds) {
  return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}

const HELP_HEADINGS = ['process', 'median', '95th percentile'];

function helpRows(figures) {
  if (figures === undefined) return undefined;
  return Object.entries(figures).map(([what, { median, p95 }]) => [what, toMs(median), toMs(p95)]);
}
