import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { JsonReport } from '../../errors/report.ts';
import type { HookspecData } from '../../hooks/hookspec.ts';
import type { Kind } from '../../hooks/kinds.ts';
import type { Reported } from '../../hooks/report.ts';
import { checkSchema, toProblemText } from '../../hooks/schema-check.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { CommandContext, Outcome, RunCommand } from '../command.ts';
import type { run } from '../commands/run.ts';
import { findHook } from '../setup/find-hook.ts';
import { findPlugin } from '../setup/find-plugin.ts';
import { misused, parseArguments } from '../setup/parse-arguments.ts';
import type { AnyHooks } from '../setup/host-setup.ts';
import { printable } from '../terminal/printable.ts';
import { reportText } from '../terminal/report-text.ts';
import type { Style } from '../terminal/style.ts';
import { toResult } from '../to-result.ts';

type Context = CommandContext<typeof run>;
type Arguments = Readonly<Record<string, unknown>>;

export const runRun: RunCommand<typeof run> = async (context) => {
  const { hook } = context.args;
  const hookspec = findHook(hook, (await context.openSetup()).options.hookspecs);
  const args = await readArguments(context);
  assertArguments(hook, hookspec, args);
  const manager = await context.openManager();
  const without = leftOut(context.options, manager);
  context.working('starting the host');
  await manager.start();
  context.working(`calling ${hook}`);
  return call(context, manager, { kind: hookspec.kind, args, without });
};

interface Call {
  readonly kind: Kind;
  readonly args: Arguments;
  readonly without: readonly string[];
}

async function call(
  context: Context,
  manager: PluginManager<AnyHooks>,
  { kind, args, without }: Call,
): Promise<Outcome> {
  const { hook } = context.args;
  const { timeout } = context.options;
  const limits = timeout === undefined ? [] : [AbortSignal.timeout(timeout)];
  const signal = AbortSignal.any([context.signal, ...limits]);
  try {
    // Errors of plugins are in the report, and need no warning beside it.
    manager.hooks.on('hook:error', () => {});
    const caller = manager.hooks.without(...without);
    const { value, report } = (await caller.executeWithReport(hook, args, { signal })) as Reported<unknown>;
    return outcomeOf(value, report.toJSON(), { kind, style: context.style });
  } catch (thrown) {
    const report = thrown instanceof HooklineError ? thrown.report : undefined;
    // What happened until then is worth seeing, on the way to the error.
    if (report !== undefined) context.print(`${reportText(report.toJSON(), kind, context.style)}\n`);
    throw thrown;
  }
}

/** Hosts need not check what they pass; what somebody types is checked. @throws ARGS_INVALID */
function assertArguments(hook: string, { args: schemas }: HookspecData, args: Arguments): void {
  const problems = Object.entries(schemas).flatMap(([name, schema]) => {
    const found = checkSchema(schema, args[name]);
    return found === undefined ? [] : [`"${name}" is not valid: ${toProblemText(found, args[name])}`];
  });
  if (problems.length === 0) return;
  throw new HooklineError(
    'ARGS_INVALID',
    `The arguments for the hook "${hook}" are not valid: ${problems.join('; ')}.`,
    {
      hint: `"hookline hooks list --hook ${hook}" shows what it takes.`,
      data: { hook, problems },
    },
  );
}

function outcomeOf(
  given: unknown,
  report: JsonReport,
  { kind, style }: Pick<Call, 'kind'> & { style: Style },
): Outcome {
  const value = given === undefined ? undefined : toResult(given);
  const shown = value === undefined ? style.paint('dim', 'nothing') : printable(JSON.stringify(value, undefined, 2));
  return {
    result: { ...(value === undefined ? {} : { value }), report },
    text: `${shown}\n\n${reportText(report, kind, style)}`,
    exitCode: report.status === 'ok' ? 0 : 1,
  };
}

/** Ids of the plugins that do not take part. */
function leftOut({ without, only }: Context['options'], manager: PluginManager<AnyHooks>): readonly string[] {
  for (const id of [...without, ...only]) findPlugin(id, manager);
  const others = only.length === 0 ? [] : manager.list().filter(({ id }) => !only.includes(id));
  return [...without, ...others.map(({ id }) => id)];
}

async function readArguments({ options: { args, argsFile }, cwd }: Context): Promise<Arguments> {
  if (args !== undefined && argsFile !== undefined) {
    throw misused('"--args" and "--args-file" cannot be given together', 'Give one of them.');
  }
  if (args !== undefined) return parseArguments(args, '"--args"');
  return argsFile === undefined ? {} : parseArguments(await readArgumentsFile(argsFile, cwd), nameOf(argsFile));
}

async function readArgumentsFile(file: string, cwd: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (thrown) {
    throw misused(`${nameOf(file)} cannot be read: ${describeThrown(thrown)}`, 'Name a file with one JSON object.');
  }
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : `the file ${file}`;
}
