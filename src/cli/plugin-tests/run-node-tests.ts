import { mkdir, readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runProgram, type ProgramEnd } from '../programs/run-program.ts';
import type { TestCase } from './plugin-tests.ts';
import { toNamePattern } from './to-name-pattern.ts';
import type { RunnerParts, RunnerResult } from './test-runner.ts';

const REPORTER = new URL('node-test-events.mjs', import.meta.url).href;
const TYPESCRIPT = new URL('../setup/register-typescript.js', import.meta.url).href;

/** What node:test says of tests that were left out by their names. */
const LEFT_OUT = 'test name does not match pattern';

interface Line {
  readonly name: string;
  readonly file: string | undefined;
  readonly skip?: boolean | string;
  readonly todo?: boolean | string;
  readonly durationMs: number;
  readonly error?: string;
}

/** Runs tests of node:test. What was told before the process ended counts, however it ended. */
export async function runNodeTests(parts: RunnerParts): Promise<RunnerResult> {
  const { folder, files, scratch, testName, wantsCoverage, program } = parts;
  const events = join(scratch, 'events.ndjson');
  const coverage = join(folder, 'coverage', 'lcov.info');
  if (wantsCoverage) await mkdir(join(folder, 'coverage'), { recursive: true });
  const flags = [
    ...(files.some((file) => /\.[cm]?ts$/.test(file)) ? [`--import=${TYPESCRIPT}`] : []),
    '--test',
    `--test-reporter=${REPORTER}`,
    `--test-reporter-destination=${events}`,
    ...(testName === undefined ? [] : [`--test-name-pattern=${toNamePattern(testName)}`]),
    ...(wantsCoverage
      ? ['--experimental-test-coverage', '--test-reporter=lcov', `--test-reporter-destination=${coverage}`]
      : []),
  ];
  const end = await runProgram([process.execPath, ...flags, ...files], program);
  return {
    end,
    tests: await readEvents(events, folder),
    isWhole: isWhole(end),
    ...(wantsCoverage ? { coverage } : {}),
  };
}

/** node:test ends with 1 if a test failed. */
function isWhole({ code }: ProgramEnd): boolean {
  return code === 0 || code === 1;
}

async function readEvents(file: string, folder: string): Promise<readonly TestCase[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return (
    text
      .split('\n')
      .flatMap(parse)
      .filter(({ skip }) => skip !== LEFT_OUT)
      .map((line) => toCase(line, folder))
      // Some versions of Node count a file in which nothing was to be run as a test that has passed.
      .filter(({ name, file: path, status }) => status === 'failed' || name !== path)
  );
}

/** The last line may be cut off. */
function parse(line: string): readonly Line[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}

function toCase({ name, file = '', skip, todo, durationMs, error }: Line, folder: string): TestCase {
  const status = isSet(todo) ? 'todo' : isSet(skip) ? 'skipped' : error === undefined ? 'passed' : 'failed';
  const path = relative(folder, file).split(sep).join('/');
  return {
    // A file that fails as a whole is a test with the path of the file as its name.
    name: isAbsolute(name) || name.startsWith(pathToFileURL(folder).href) ? path : name,
    file: path,
    status,
    durationMs,
    ...(error === undefined ? {} : { error }),
  };
}

/** They may be a reason, and that may be empty. */
function isSet(mark: boolean | string | undefined): boolean {
  return mark !== undefined && mark !== false;
}
