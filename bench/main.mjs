/**
 * `npm run bench`: prints what DESIGN.md asks of the dispatcher beside what it does, then the other libraries and what else
 * costs how much. Always exits with 0: a person reads it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { COSTS, GOALS, LIBRARIES, MANAGED } from './cases/all.mjs';
import { measureHelp } from './cli.mjs';
import { compare } from './compare.mjs';
import { measureMemory, measureStartUp } from './footprint.mjs';
import { measureCalls, measureHarm, measureStarting } from './isolation.mjs';
import { measureListing, measureOffload, measureResolution, measureStarts } from './manager.mjs';
import { measureRegistration } from './registration.mjs';
import { toReport } from './report.mjs';
import { measureTypeCost } from './types/type-cost.mjs';

const USAGE = `npm run bench -- [--quick] [--only <name>] [--json | --write]

  --quick        one process for each row and fewer rounds: seconds instead of minutes, and rougher
  --only <name>  only the rows whose names start so
  --json         all figures as JSON
  --write        also puts the tables at the end of docs/performance.md`;

/** What stands in docs/performance.md before the tables. */
const FIGURES = '<!-- From here on `npm run bench -- --write` writes. -->';

/** How much is measured. */
const EFFORTS = {
  full: { quick: false, processes: 5, rounds: 100, batchMs: 2, warmUpMs: 250 },
  quick: { quick: true, processes: 1, rounds: 30, batchMs: 1, warmUpMs: 100 },
};

/** Every measurement, by name, in the order in which they are made. */
function toMeasurements(effort) {
  const cases = [...GOALS, ...LIBRARIES, ...COSTS, ...MANAGED];
  return {
    ...Object.fromEntries(cases.map((each) => [each.name, () => compare(each, effort)])),
    registration: () => measureRegistration({ ...effort, constrained: false }),
    'registration-constrained': () => measureRegistration({ ...effort, constrained: true }),
    types: measureTypeCost,
    memory: measureMemory,
    'start-up': () => measureStartUp(effort),
    'manager-listing': () => measureListing(effort),
    'manager-starts': () => measureStarts(effort),
    'manager-resolution': () => measureResolution(effort),
    'manager-offload': () => measureOffload(effort),
    'cli-help': () => measureHelp(effort),
    'isolation-calls': () => measureCalls(effort),
    'isolation-starts': () => measureStarting(effort),
    'isolation-harm': () => measureHarm(effort),
  };
}

async function main() {
  const { values: options } = parseArgs({
    options: {
      quick: { type: 'boolean' },
      only: { type: 'string' },
      json: { type: 'boolean' },
      write: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (options.help) return USAGE;
  const all = toMeasurements(EFFORTS[options.quick ? 'quick' : 'full']);
  const names = Object.keys(all).filter((name) => name.startsWith(options.only ?? ''));
  if (names.length === 0) {
    return `No row starts with "${options.only}". The rows are: ${Object.keys(all).join(', ')}.`;
  }
  const figures = await measureAll(names, all);
  if (options.json) return toJson(figures);
  const report = toReport(figures, new Date());
  if (options.write) await writeReport(report);
  return report;
}

async function measureAll(names, all) {
  const figures = {};
  for (const [n, name] of names.entries()) {
    showProgress(`${n + 1} of ${names.length}: ${name}`);
    figures[name] = await all[name]().catch((error) => ({ failed: error }));
  }
  showProgress('');
  return figures;
}

/** Puts the tables into the page on performance, in place of the last ones. */
async function writeReport(report) {
  const page = new URL('../docs/performance.md', import.meta.url);
  const text = await readFile(page, 'utf8');
  const [before] = text.split(FIGURES);
  await writeFile(page, `${before}${FIGURES}\n\n${report}\n`);
}

function showProgress(line) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${line}`);
}

function toJson(figures) {
  return JSON.stringify({ node: process.version, date: new Date().toISOString(), figures }, toMessage, 2);
}

function toMessage(_, value) {
  return value instanceof Error ? value.message : value;
}

console.log(await main());
