// Writes docs/reference/compatibility.md and compat.json from what is tested; with --check it only compares. Needs a build.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { SITE_API } from '../dist/examples/site/site-api.js';
import { MAJORS } from './majors.mjs';

const root = new URL('..', import.meta.url);
/** In a cell, where a bar would end it. */
const code = (text) => `\`${text.replaceAll('|', '\\|')}\``;
const readJson = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

const { engines, peerDependencies } = readJson('package.json');
const plugins = readdirSync(new URL('plugins', root))
  .map((name) => readJson(`plugins/${name}/plugin.json`))
  .map(({ id, version, api }) => ({ id, version, api }));
const compat = {
  node: { range: engines.node, tested: MAJORS },
  peers: peerDependencies,
  manifest: { schema: 'schema/plugin-1.json', tested: [1] },
  site: { api: SITE_API, plugins },
};

const peers = Object.entries(peerDependencies).map(
  ([name, range]) => `| ${name} | ${code(range)} | the version in the lock file |`,
);
const page = `# What goes with what

Made by \`npm run reference\` from what the tests run on; the same as data: [compat.json](compat.json).

| part | range | tested with |
| --- | --- | --- |
| Node.js | ${code(engines.node)} | ${MAJORS.join(', ')} |
${peers.join('\n')}
| manifest format | 1 | 1 |

The example site has the plugin API ${SITE_API}. Its plugins:

| plugin | version | made for the API |
| --- | --- | --- |
${plugins.map(({ id, version, api }) => `| \`${id}\` | ${version} | \`${api}\` |`).join('\n')}
`;

const files = {
  'docs/reference/compatibility.md': page,
  'docs/reference/compat.json': `${JSON.stringify(compat, null, 2)}\n`,
};
for (const [path, text] of Object.entries(files)) {
  const file = new URL(path, root);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${path} is out of date: run "npm run reference".`);
    process.exitCode = 1;
  }
}
