import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FoundPlugin } from '../../discovery/source.ts';
import { buildLineOf } from '../programs/build-plugin.ts';
import { runProgram, shellLine, type ProgramEnd, type ProgramOptions } from '../programs/run-program.ts';
import { chooseTestRunner } from './choose-test-runner.ts';
import { findTestFiles } from './find-test-files.ts';
import type { PluginTests, TestCase, TestRunner } from './plugin-tests.ts';
import { runNodeTests } from './run-node-tests.ts';
import { runVitest } from './run-vitest.ts';
import type { RunnerParts, RunnerResult } from './test-runner.ts';

export interface TestOptions {
  /** Only tests whose names contain it. */
  readonly testName: string | undefined;
  readonly wantsCoverage: boolean;
  readonly wantsBuild: boolean;
  /** For building and for the tests, each. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onLine: ((line: string) => void) | undefined;
}

/** Runs the tests of a plugin in a process of their own. Never rejects for them. */
export async function runPluginTests(found: FoundPlugin, options: TestOptions): Promise<PluginTests> {
  const { id, manifest } = found;
  const folder = found.folder!;
  const files = await findTestFiles(folder);
  const plugin = { id, version: manifest?.version, folder };
  if (files.length === 0) {
    return { ...plugin, runner: undefined, status: 'none', tests: [], exitCode: undefined, durationMs: 0 };
  }
  const runner = await chooseTestRunner(folder, files);
  const { timeoutMs, signal, onLine } = options;
  const program = { cwd: folder, env: cleanEnv(), timeoutMs, signal, onLine };
  const build = await buildIfAsked(found, options, program);
  const result = build ?? (await runIn(runner, { folder, files, program, ...options }));
  return { ...plugin, runner, ...toOutcome(result) };
}

type RunParts = Omit<RunnerParts, 'scratch'>;

async function runIn(runner: TestRunner, parts: RunParts): Promise<RunnerResult> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'hookline-test-')));
  try {
    return await (runner === 'vitest' ? runVitest : runNodeTests)({ ...parts, scratch });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Tests of what was built yesterday would be worse than none. */
async function buildIfAsked(
  found: FoundPlugin,
  { wantsBuild }: TestOptions,
  program: ProgramOptions,
): Promise<RunnerResult | undefined> {
  const line = wantsBuild ? await buildLineOf(found) : undefined;
  if (line === undefined) return undefined;
  const end = await runProgram(shellLine(line), program);
  if (end.code === 0) return undefined;
  const error = [`"${line}" ${end.how}.`, ...end.lines].join('\n');
  return { end, tests: [failure('the build of the plugin', error, end)], isWhole: true };
}

function toOutcome({
  end,
  tests,
  isWhole,
  coverage,
}: RunnerResult): Pick<PluginTests, 'status' | 'tests' | 'exitCode' | 'durationMs' | 'coverage' | 'output'> {
  const all = [...tests, ...untold(end, { tests, isWhole })];
  const hasFailed = all.some(({ status }) => status === 'failed');
  return {
    status: hasFailed ? 'failed' : all.length === 0 ? 'none' : 'passed',
    tests: all,
    exitCode: end.code,
    durationMs: end.durationMs,
    ...(coverage === undefined ? {} : { coverage }),
    ...(hasFailed ? { output: end.lines } : {}),
  };
}

/** A process that fails has a failed test, even if it could not tell of one. */
function untold(end: ProgramEnd, { tests, isWhole }: Pick<RunnerResult, 'tests' | 'isWhole'>): readonly TestCase[] {
  const hasFailed = tests.some(({ status }) => status === 'failed');
  if (!isWhole || (end.code !== 0 && !hasFailed)) {
    const error = [`The process of the tests ${end.how}.`, ...end.lines.slice(-20)].join('\n');
    return [failure('the process of the tests', error, end)];
  }
  return [];
}

function failure(name: string, error: string, { durationMs }: ProgramEnd): TestCase {
  return { name, file: '', status: 'failed', durationMs, error };
}

/** Whoever runs us may be a test runner itself. */
function cleanEnv(): NodeJS.ProcessEnv {
  const env = Object.entries(process.env).filter(
    ([name]) => !/^(?:VITEST|NODE_TEST_CONTEXT|HOOKLINE_DOCUMENT)/.test(name),
  );
  return Object.fromEntries([...env, ['NODE_ENV', 'test']]);
}
