import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { runProgram } from '../programs/run-program.ts';
import { findVitest } from './choose-test-runner.ts';
import type { TestCase } from './plugin-tests.ts';
import { toNamePattern } from './to-name-pattern.ts';
import type { RunnerParts, RunnerResult } from './test-runner.ts';

/** What is read of the report of vitest, which has the form of Jest's. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly duration?: number | null;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/** Runs tests of vitest, as it is installed for the plugin. */
export async function runVitest(parts: RunnerParts): Promise<RunnerResult> {
  const { folder, scratch, testName, wantsCoverage, program } = parts;
  const script = findVitest(folder);
  if (script === undefined) return missing();
  const report = join(scratch, 'report.json');
  const flags = [
    'run',
    `--root=${folder}`,
    '--reporter=json',
    `--outputFile=${report}`,
    ...(testName === undefined ? [] : [`--testNamePattern=${toNamePattern(testName)}`]),
    ...(wantsCoverage ? ['--coverage', '--coverage.reporter=lcov', '--coverage.reporter=text'] : []),
  ];
  const end = await runProgram([process.execPath, script, ...flags], program);
  const told = await readReport(report);
  return {
    end,
    tests:
      told === undefined
        ? []
        : toCases(told, folder).filter(({ status }) => testName === undefined || status !== 'skipped'),
    isWhole: told !== undefined && end.code !== null,
    ...(wantsCoverage ? { coverage: join(folder, 'coverage', 'lcov.info') } : {}),
  };
}

function missing(): RunnerResult {
  const how = 'could not be started: vitest is not installed for the plugin';
  return { end: { code: null, how, lines: [], durationMs: 0 }, tests: [], isWhole: false };
}

async function readReport(file: string): Promise<Report | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

const STATUS: Readonly<Record<string, TestCase['status']>> = { passed: 'passed', failed: 'failed', todo: 'todo' };

function toCases({ testResults }: Report, folder: string): readonly TestCase[] {
  return testResults.flatMap(({ name, status, message = '', assertionResults }) => {
    const file = relative(folder, name).split(sep).join('/');
    const cases = assertionResults.map(({ ancestorTitles, title, status: of, duration, failureMessages }): TestCase => {
      const errors = failureMessages ?? [];
      return {
        name: [...ancestorTitles, title].join(' > '),
        file,
        status: STATUS[of] ?? 'skipped',
        durationMs: duration ?? 0,
        ...(errors.length === 0 ? {} : { error: errors.join('\n') }),
      };
    });
    // A file that cannot be imported has no tests, and failed all the same.
    const isBroken = status === 'failed' && !cases.some((each) => each.status === 'failed');
    return isBroken
      ? [...cases, { name: file, file, status: 'failed' as const, durationMs: 0, error: message }]
      : cases;
  });
}
