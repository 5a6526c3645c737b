import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SOURCES } from './sources.mjs';

const run = promisify(execFile);
const FOLDER = fileURLToPath(new URL('../../.cache/bench-types/', import.meta.url));
const TSC = join(dirname(createRequire(import.meta.url).resolve('@typescript/native/package.json')), 'bin', 'tsc');

/** What is compiled, each stage with all files of the stages before it. */
const STAGES = {
  schemas: ['schemas.ts'],
  hookspecs: ['hookspecs.ts'],
  plugins: ['plugin-1.ts', 'plugin-2.ts', 'plugin-3.ts', 'plugin-4.ts', 'plugin-5.ts'],
  registered: ['host.ts'],
  executed: ['calls.ts'],
};

/**
 * The "Instantiations" of the compiler on 200 hooks and 5 plugins that implement all of them, by stage. `inferred` is
 * beside the others: the schemas, and the types that zod infers from each.
 *
 * @returns {Promise<Record<keyof typeof STAGES | 'inferred', number>>}
 */
export async function measureTypeCost() {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  for (const [name, source] of Object.entries(SOURCES)) await writeFile(join(FOLDER, name), source);
  const figures = { inferred: await instantiationsOf('inferred', ['schemas.ts', 'inferred.ts']) };
  const files = [];
  for (const [stage, added] of Object.entries(STAGES)) {
    files.push(...added);
    figures[stage] = await instantiationsOf(stage, files);
  }
  return figures;
}

async function instantiationsOf(stage, files) {
  const project = join(FOLDER, `tsconfig.${stage}.json`);
  await writeFile(project, JSON.stringify({ extends: '../../tsconfig.json', include: [], files }));
  const options = ['-p', project, '--extendedDiagnostics', '--singleThreaded'];
  const { stdout } = await run(process.execPath, [TSC, ...options]).catch((/** @type {unknown} */ error) => {
    throw new Error(`does not compile: ${error.stdout.split('\n', 1)[0]}`, { cause: error });
  });
  return Number(/^Instantiations:\s+(\d+)/m.exec(stdout)[1]);
}
