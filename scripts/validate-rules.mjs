// Writes docs/reference/validate-rules.md from the rules; with --check it only compares. Needs a build.
import { readFileSync, writeFileSync } from 'node:fs';
import { RULES } from '../dist/src/analysis/rules.js';

const FILE = new URL('../docs/reference/validate-rules.md', import.meta.url);

const INTRO = `# What \`validate\` looks for in code

Made by \`npm run reference\` from the rules. The code of a plugin is parsed, JavaScript, TypeScript and JSX alike; none of it is
run. Looked at are the entry and all files in the folder of the plugin that it leads to by \`import\`, \`import()\`, \`require\` and
\`new URL("./file.js", import.meta.url)\` with literal names. Names are followed to where they come from, so that a variable of
your own called \`process\` is no finding, and \`const run = globalThis["eval"]\` is one. What a program computes only when it runs
cannot be seen: this finds mistakes, and code that nobody tried to hide. Against malice run the plugin in
[a process behind a sandbox](../guide/isolation.md).

An \`error\` makes \`validate\` fail, a \`warning\` should be looked at, an \`info\` says what may be better. If a finding is meant, say
so in its line or in the one above, with the reason:

\`\`\`ts fragment
// hookline-ignore no-child-process: asks for the version of git, the manifest of the host grants it
\`\`\`

A host may look at plugins before it runs them: see \`scan\` of [the policy](../guide/operating-plugins.md). There such comments
hide nothing, and packages that are installed in the folder of the plugin are looked at too.

## How often it is wrong

\`npm run build && node bench/validate-false-alarms.mjs\` looks at the packages of our own lock file as if they were plugins without
any permission, and compares up to six findings of each rule, each of another package, with what somebody found by reading the
line, and the code around it where that was not enough: the list is \`bench/validate-judgements.json\`. FIGURES Rules that found
nothing in these packages, and those that need a manifest or the hookspecs of a host, have no such figure; the fixtures in
\`test/analysis/fixtures\` show what they find and what they leave alone.`;

const FIGURES = JSON.parse(readFileSync(new URL('../bench/validate-figures.json', import.meta.url), 'utf8'));
const table = [
  '| rule | severity | what it finds |',
  '| --- | --- | --- |',
  ...RULES.map(({ id, severity, summary }) => `| [\`${id}\`](#${id}) | ${severity} | ${summary} |`),
].join('\n');
const sections = RULES.map(
  ({ id, severity, summary, docs, remedy }) =>
    `## ${id}\n\n${severity[0].toUpperCase()}${severity.slice(1)}. ${summary} ${docs}\n\n**What to do.** ${remedy}`,
);
const page = `${[INTRO.replace('FIGURES', () => FIGURES.sentence), '## All rules', table, ...sections].join('\n\n')}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, page);
} else if (readFileSync(FILE, 'utf8') !== page) {
  console.error('docs/reference/validate-rules.md is out of date: run "npm run reference".');
  process.exitCode = 1;
}
