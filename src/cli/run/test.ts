import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { mapBounded } from '../../discovery/map-bounded.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { CommandContext, Outcome, RunCommand } from '../command.ts';
import type { test } from '../commands/test.ts';
import type { PluginTests, TestCase } from '../plugin-tests/plugin-tests.ts';
import { runPluginTests } from '../plugin-tests/run-plugin-tests.ts';
import { testsText } from '../plugin-tests/tests-text.ts';
import { toJunit } from '../plugin-tests/to-junit.ts';
import { unwritable } from '../scaffold/write-folder.ts';
import { printable, printableLine } from '../terminal/printable.ts';
import { findTargets } from '../validate/find-targets.ts';

type Context = CommandContext<typeof test>;

const DEFAULT_TIMEOUT_MS = 300_000;

export const runTest: RunCommand<typeof test> = async (context) => {
  const { args, options, common, working, signal, print } = context;
  const timeoutMs = positive(options.timeout, '--timeout') ?? DEFAULT_TIMEOUT_MS;
  const half = Math.max(1, Math.floor(availableParallelism() / 2));
  const atOnce = Math.floor(positive(options.concurrency, '--concurrency') ?? half);
  const { plugins } = await findTargets(args.path, context);
  const inFolders = plugins.filter(({ folder }) => folder !== undefined);
  const testOptions = {
    testName: options.test,
    wantsCoverage: options.coverage === true,
    wantsBuild: options.noBuild !== true,
    timeoutMs,
    signal,
    onLine: common.verbose ? (line: string) => print(printable(line)) : undefined,
  };
  const running = new Set<string>();
  const tell = (): void => working(running.size === 0 ? undefined : `testing ${[...running].join(', ')}`);
  const tests = await mapBounded(
    inFolders,
    async (found) => {
      const name = printableLine(found.id);
      running.add(name);
      tell();
      const result = await runPluginTests(found, testOptions);
      running.delete(name);
      tell();
      return result;
    },
    Math.max(1, atOnce),
  );
  return toOutcome(tests, context);
};

function positive(value: number | undefined, option: string): number | undefined {
  if (value === undefined || value > 0) return value;
  throw new HooklineError('COMMAND_MISUSED', `"${option}" takes a number above 0, not ${value}.`, { data: { value } });
}

async function toOutcome(plugins: readonly PluginTests[], context: Context): Promise<Outcome> {
  const { options, style } = context;
  const count = (status: TestCase['status']): number =>
    plugins.flatMap(({ tests }) => tests).filter((each) => each.status === status).length;
  const [passed, failed] = [count('passed'), count('failed')];
  const summary = { plugins: plugins.length, passed, failed, skipped: count('skipped'), todo: count('todo') };
  const hasTests = plugins.some(({ status }) => status !== 'none');
  const unknown =
    hasTests || options.test === undefined ? [] : [`There is no test whose name contains "${options.test}".`];
  const text = [testsText(plugins, style), ...unknown].join('\n\n');
  const report = { text, junit: toJunit(plugins), json: `${JSON.stringify({ plugins, summary }, undefined, 2)}\n` };
  const asked = report[(options.reporter ?? 'text') as keyof typeof report];
  const file = options.out === undefined ? undefined : await write(options.out, asked, context);
  return {
    result: { plugins, summary, ...(file === undefined ? {} : { file }) },
    text: file === undefined ? asked : `${text}\n${style.paint('dim', `The report is in ${printableLine(file)}.`)}`,
    exitCode: failed > 0 || !hasTests ? 1 : 0,
  };
}

async function write(path: string, text: string, { cwd }: Context): Promise<string> {
  const file = resolve(cwd, path);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  } catch (thrown) {
    throw unwritable(file, thrown);
  }
}
