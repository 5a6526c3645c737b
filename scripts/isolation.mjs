// Writes docs/reference/isolation.md from what the escape probes gave on each version of Node; with --check it only compares.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const measured = new URL('test/runners/escape/measured/', root);
const read = (path) => JSON.parse(readFileSync(new URL(path, measured), 'utf8'));

const PROTECTIONS = {
  worker: 'thread, bare',
  'worker-scrubbed': '`worker`',
  process: 'process, bare',
  'process-flags': 'process, flags only',
  'process-scrubbed': '`process`',
  'bubblewrap-alone': 'bubblewrap only',
  'process-bubblewrap': '`process` behind bubblewrap',
};
const majors = readdirSync(measured)
  .map((name) => Number(name.replace('node-', '')))
  .toSorted((one, other) => one - other);
const outcomes = Object.fromEntries(
  Object.keys(PROTECTIONS).map((name) => [name, majors.map((major) => read(`node-${major}/${name}.json`))]),
);
const probes = Object.keys(outcomes.process[0]);
const rows = probes.map(
  (probe) => `| ${[probe, ...Object.values(outcomes).map((list) => cell(list, probe))].join(' | ')} |`,
);

/** Where it worked on some versions only, which ones. */
function cell(list, probe) {
  const ends = list.some((one) => one[probe] === 'ENDS THE HOST');
  if (ends) return 'ends the host';
  const worked = majors.filter((_major, index) => list[index][probe] === 'YES');
  if (worked.length === 0) return '·';
  return worked.length === majors.length ? 'yes' : `on ${worked.join(', ')}`;
}

const page = `# What a plugin can still do

Made by \`npm run reference\` from the escape probes, run on Linux with Node ${majors.join(', ')}. Each probe is a few lines that
try one thing, in a plugin to which nothing was granted. "yes": it worked. "on 22, 24": on these versions only. "·": denied, or
failed for another reason. To run them on your machine: [\`hookline attack\`](commands/attack.md).

| ${['a plugin without any grant tries to', ...Object.values(PROTECTIONS)].join(' | ')} |
| ${['---', ...Object.keys(PROTECTIONS).map(() => '---')].join(' | ')} |
${rows.join('\n')}

How to read the columns:

- **bare** is Node without any protection, for comparison.
- **\`worker\`** and **\`process\`** are what the runners do: flags of the permission model, a chosen environment, and a part of
  the runner that runs before the plugin and takes away what the permission model leaves open. That part is a seat belt: it
  shares a heap with the plugin, and what it forgot can be found. Neither runner is a security boundary.
- **\`process\` behind bubblewrap** adds a boundary of the kernel. **bubblewrap only** shows what that boundary does by itself:
  the process may start threads, listen and so on, but in a network and a file system of its own, where nobody else is.
- **The network.** A plugin to which hosts are granted gets sockets of its own only where nothing can deny them, or where all
  hosts are granted. Otherwise it calls those hosts through \`ctx.http\`, where the host checks each of them: see
  [the network](../guide/isolation.md#the-network).
- The runner refuses a plugin whose folder holds a link that leads out of it: the row about such a link shows why.

A thread has more ways to end the host than a probe can show, because both share one process: one huge array, a giant string, a
closed descriptor. Do not run a plugin that you do not trust in a thread.
`;

const file = new URL('docs/reference/isolation.md', root);
if (!process.argv.includes('--check')) {
  writeFileSync(file, page);
} else if (readFileSync(file, 'utf8') !== page) {
  console.error('docs/reference/isolation.md is out of date: run "npm run reference".');
  process.exitCode = 1;
}
