import { deepStrictEqual } from 'node:assert';
import { performance } from 'node:perf_hooks';

/**
 * @typedef {object} Contestant
 * @property {(args: any) => any} run One piece of the work.
 * @property {'plain' | 'answers' | 'page'} [takes] The arguments that each run gets, see {@link PIECES}.
 * @property {unknown} gives What a run with the value 1 must give: shows that the contestant does the work. `undefined` if it
 *   drops what the handlers give.
 */

/**
 * @typedef {object} Settings
 * @property {number} rounds In each round every contestant has one batch, and the order turns.
 * @property {number} batchMs How long a batch takes, about.
 * @property {number} warmUpMs How long each contestant runs before anything is measured.
 */

/** One piece of the work, as source text. What it gives is kept, so that no compiler can leave it out. */
const PIECES = {
  /** New arguments for each run, as a host would write them. */
  plain: (run) => `kept[i & 63] = ${run}({ value: i, text: 'The quick brown fox jumps' });`,
  /** With arrays that the handlers fill: for libraries that drop what a handler gives. */
  answers: (run) => `
    const args = { value: i, text: 'The quick brown fox jumps', answers: [], errors: [] };
    ${run}(args);
    kept[i & 63] = args.answers;`,
  /** With a larger argument, for the rows on copies. */
  page: (run) => `kept[i & 63] = ${run}({ value: i, text: 'The quick brown fox jumps', page });`,
};

const PAGE = {
  url: '/guide/hooks',
  title: 'Hooks',
  draft: false,
  order: 4,
  tags: ['guide', 'hooks', 'order'],
  author: { name: 'A. Writer', mail: 'writer@example.org' },
  headings: Array.from({ length: 8 }, (_, n) => ({ level: 2, text: `Section ${n}`, anchor: `section-${n}` })),
  html: '<p>Some text of a page.</p>'.repeat(40),
};

/**
 * Measures the contestants side by side: round by round, so that what else the machine does meets all of them.
 *
 * @param {Record<string, Contestant>} contestants
 * @param {{ mode: 'sync' | 'async' } & Settings} settings
 * @returns {Promise<Record<string, number>>} nanoseconds for one run, the median of the rounds
 */
export async function measure(contestants, { mode, rounds, batchMs, warmUpMs }) {
  const entries = [];
  for (const [name, contestant] of Object.entries(contestants)) {
    const { batch, kept } = compileBatch(name, mode, contestant);
    await batch(2);
    if (contestant.gives !== undefined) {
      deepStrictEqual(kept[1], contestant.gives, `"${name}" does other work`);
    }
    entries.push({ name, batch, size: 1, times: [] });
  }
  await warmUp(entries, warmUpMs);
  for (const entry of entries) entry.size = await toBatchSize(entry, batchMs);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < entries.length; turn++) {
      const entry = entries[(round + turn) % entries.length];
      entry.times.push((await timeOf(entry)) / entry.size);
    }
  }
  return Object.fromEntries(entries.map(({ name, times }) => [name, medianOf(times)]));
}

/** Every contestant has a loop of its own, so that what the compiler learns in it is about this contestant only. */
function compileBatch(name, mode, { run, takes = 'plain' }) {
  const kept = new Array(64).fill(undefined);
  const [head, call] = mode === 'async' ? ['async (size)', 'await run'] : ['(size)', 'run'];
  const source = `/* ${name} */ return ${head} => { for (let i = 0; i < size; i++) { ${PIECES[takes](call)} } };`;
  // oxlint-disable-next-line no-implied-eval -- a loop with source of its own shares no feedback with the others
  return { batch: new Function('run', 'kept', 'page', source)(run, kept, PAGE), kept };
}

async function warmUp(entries, warmUpMs) {
  const until = performance.now() + warmUpMs * entries.length;
  while (performance.now() < until) {
    for (const entry of entries) entry.size = await toBatchSize(entry, 1);
  }
}

/** How many runs make a batch of this length, judging by one more batch. */
async function toBatchSize(entry, batchMs) {
  const milliseconds = (await timeOf(entry)) / 1e6;
  const size = Math.min((entry.size * batchMs) / milliseconds, entry.size * 10);
  return Math.max(1, Math.round(size));
}

async function timeOf({ batch, size }) {
  const start = process.hrtime.bigint();
  const pending = batch(size);
  if (pending !== undefined) await pending;
  return Number(process.hrtime.bigint() - start);
}

/** @param {readonly number[]} values */
export function medianOf(values) {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}
