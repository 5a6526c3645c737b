// Writes the reference page of the site's hooks from their hookspecs; with --check it only compares. Needs a build.
import { readFileSync, writeFileSync } from 'node:fs';
import { siteHookspecs } from 'hookline/hookspecs/site';
import { toReferencePage } from '../dist/src/cli/hook-docs/to-reference-page.js';

const FILE = new URL('../docs/reference/site-hooks.md', import.meta.url);

const page = toReferencePage({
  title: 'The hooks of a content site',
  intro: 'The hookspecs of `hookline/hookspecs/site`. This page is generated from them by `npm run reference`.',
  hookspecs: siteHookspecs,
});

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, page);
} else if (readFileSync(FILE, 'utf8') !== page) {
  console.error('docs/reference/site-hooks.md is out of date: run "npm run reference".');
  process.exitCode = 1;
}
