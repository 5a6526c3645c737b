// How often `validate` is wrong: looks at popular packages as if they were plugins, and compares a sample of the findings with
// what somebody found by reading the code. The packages are those of package-lock.json, so that the figures can be repeated.
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyzePlugin } from '../dist/src/analysis/analyze-plugin.js';
import { readPackageFile } from '../dist/src/analysis/package-file.js';
import { resolveImport } from '../dist/src/analysis/resolve-import.js';
import { RULES } from '../dist/src/analysis/rules.js';
import { ManifestSchema } from '../dist/src/manifest/manifest.js';
import { toTable } from './table.mjs';

const readJson = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const packages = readJson('validate-packages.json');
const judgements = readJson('validate-judgements.json');

/** What these judge stands in the manifest or in the host of a plugin, and a package has neither. */
const ABOUT_PLUGINS = new Set([
  'contributions-match',
  'handler-arguments',
  'hooks-match',
  'lazy-dependency',
  'permission-unused',
  'undeclared-exec',
  'undeclared-host',
]);
/** Findings of one rule that are read, each of another package. */
const SAMPLE = 6;

const root = new URL('../', import.meta.url).pathname;
const manifest = ManifestSchema.parse({ id: 'acme.package', version: '1.0.0', api: '^1.0', entry: './index.js' });
const rules = RULES.map(({ id }) => id).filter((id) => !ABOUT_PLUGINS.has(id));

const all = [];
let bytes = 0;
let files = 0;
const startedAt = performance.now();
for (const [name, version] of Object.entries(packages)) all.push(...(await findIn(name, version)));
const seconds = (performance.now() - startedAt) / 1000;

const sample = rules.flatMap((rule) => sampleOf(rule));
const judged = sample.map((finding) => ({ ...finding, verdict: judgementOf(finding) }));
report();

async function findIn(name, version) {
  const folder = join(root, 'node_modules', name);
  const packageFile = await readPackageFile(folder);
  if (packageFile === undefined || JSON.parse(packageFile.text).version !== version) {
    throw new Error(`${name} ${version} is not installed: run "npm ci".`);
  }
  const entryFile = await resolveImport(name, join(folder, 'package.json'), { folder, packageFile, packages: false });
  // Some packages are data or types alone.
  if (entryFile === undefined) return [];
  const analysis = await analyzePlugin({ folder, entryFile, manifest, rules });
  files += analysis.files.length;
  bytes += analysis.files.reduce((sum, file) => sum + statSync(file).size, 0);
  return analysis.findings.map((finding) => ({ ...finding, package: name }));
}

/** One finding of each package, and of the packages those that a hash of their names picks: not those that look good. */
function sampleOf(rule) {
  const first = new Map();
  for (const finding of all.filter((each) => each.rule === rule)) {
    const known = first.get(finding.package);
    if (known === undefined || rank(finding) < rank(known)) first.set(finding.package, finding);
  }
  return [...first.values()].toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1)).slice(0, SAMPLE);
}

function rank({ rule, package: name, path, message }) {
  return createHash('sha256').update([rule, name, path, message].join('\n')).digest('hex');
}

function judgementOf({ rule, package: name, path, line }) {
  return judgements.find(
    (each) => each.rule === rule && each.package === name && each.path === path && each.line === line,
  );
}

function report() {
  const severities = new Map(RULES.map(({ id, severity }) => [id, severity]));
  const rows = rules.map((rule) => {
    const found = all.filter((finding) => finding.rule === rule);
    const read = judged.filter((finding) => finding.rule === rule && finding.verdict !== undefined);
    const wrong = read.filter(({ verdict }) => !verdict.isTrue);
    const names = new Set(found.map((finding) => finding.package));
    return [rule, severities.get(rule), names.size, found.length, read.length, wrong.length].map(String);
  });
  const read = judged.filter(({ verdict }) => verdict !== undefined);
  const wrong = read.filter(({ verdict }) => !verdict.isTrue);
  const megabytes = (bytes / 1e6).toFixed(1);
  console.log(toTable(['rule', 'severity', 'packages ', 'findings ', 'read ', 'false '], rows));
  console.log(`\n${files} files, ${megabytes} MB in ${seconds.toFixed(1)} s.`);
  const percent = ((100 * wrong.length) / Math.max(1, read.length)).toFixed(1);
  const names = Object.keys(packages).length;
  const sentence = `Of ${names} packages, ${wrong.length} of the ${read.length} findings that were read are false alarms: ${percent} %.`;
  console.log(sentence);
  // The reference page says it too.
  const figures = new URL('validate-figures.json', import.meta.url);
  if (process.argv.includes('--write')) writeFileSync(figures, `${JSON.stringify({ sentence }, null, 2)}\n`);
  const unread = judged.filter(({ verdict }) => verdict === undefined);
  for (const { rule, package: name, path, line, message, excerpt } of unread) {
    console.log(`not judged yet: ${rule} ${name} ${path}:${line} ${message} | ${excerpt ?? ''}`);
  }
  if (unread.length > 0) process.exitCode = 1;
}
