/**
 * Resolves plugins without anything else, in one process. Prints milliseconds as JSON by the number of plugins: the median of
 * some runs.
 */
import { strictEqual } from 'node:assert';
import { performance } from 'node:perf_hooks';
import { HOOKS, toManifest } from '../manager-plugins.mjs';
import { medianOf } from '../measure.mjs';

// The package shows no such function: it is what `start` and `rescan` do behind finding.
const load = (path) => import(new URL(`../../dist/src/${path}`, import.meta.url).href);
const { resolve } = await load('manager/resolution/resolve.js');
const { toManifest: parse } = await load('manifest/to-manifest.js');

const figures = {};
for (const count of [10, 100, 1000, 10_000]) {
  const input = toInput(Array.from({ length: count }, (_, n) => toFound(n)));
  const times = [];
  for (let run = 0; run < 5; run++) {
    const before = performance.now();
    const { plugins } = resolve(input);
    times.push(performance.now() - before);
    strictEqual(plugins.filter(({ verdict }) => verdict === undefined).length, count);
  }
  figures[count] = medianOf(times);
}
process.stdout.write(JSON.stringify(figures));

function toFound(n) {
  const { id, manifest } = parse(toManifest(n));
  const folder = `/plugins/${id}`;
  const files = { folder, manifestFile: `${folder}/plugin.json`, entryFile: `${folder}/index.mjs` };
  return { id, manifest, problems: [], ...files, source: 'bench', trusted: true };
}

function toInput(found) {
  return {
    found: [found],
    host: { name: 'bench', api: '1.2.0', adapters: [], services: new Map(), hookNames: new Set(HOOKS) },
    platform: { node: process.version, os: process.platform, cpu: process.arch },
    missingPrograms: new Set(),
    missingFiles: new Set(),
    disabled: new Set(),
    choices: new Map(),
    failed: new Map(),
    trustOf: () => undefined,
    configurationOf: () => undefined,
  };
}
