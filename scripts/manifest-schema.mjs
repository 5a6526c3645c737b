// Writes the JSON Schema of manifests from their zod schema; with --check it only compares. Needs a build.
import { readFileSync, writeFileSync } from 'node:fs';
import { toManifestJsonSchema } from '../dist/src/manifest/manifest-json-schema.js';

const FILE = new URL('../schema/plugin-1.json', import.meta.url);

const text = `${JSON.stringify(toManifestJsonSchema(), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  console.error('schema/plugin-1.json is out of date: run "npm run reference".');
  process.exitCode = 1;
}
