import type { Arbitrary } from 'fast-check';
import { describeValue } from '../../errors/describe-value.ts';
import { HooklineError, isHooklineError } from '../../errors/hookline-error.ts';
import { toJsonSafe } from '../../errors/json-safe.ts';
import { KINDS } from '../../hooks/kinds.ts';
import type { HookCaller, NamedHookspec } from '../../hooks/hooks.ts';
import type { HooksLike } from '../../hooks/hookspec.ts';
import type { Report, ReportEntry, Reported } from '../../hooks/report.ts';
import { checkSchema, toProblemText } from '../../hooks/schema-check.ts';
import { withTarget, type AnyManager, type TargetOptions, type TestTarget } from '../host/with-target.ts';
import { copyOf } from '../recording/recorded-call.ts';
import { testMisused } from '../test-misused.ts';
import { describeFailure, toContractResult, type ContractFailure, type ContractResult } from './contract-result.ts';
import { loadFastCheck, type FastCheck } from './load-fast-check.ts';
import { partsOf } from './schema-parts.ts';
import { schemaArbitrary, type Way } from './schema-arbitrary.ts';
import { UnsupportedSchema } from './unsupported-schema.ts';

/** What `checkContract` takes besides the plugin. */
export interface CheckContractOptions<Specs extends HooksLike<Specs>> extends TargetOptions<Specs> {
  /** The hooks to test. Default: all. */
  readonly hooks?: readonly (keyof Specs & string)[];
  /** How many calls each plugin gets in each hook. Default 100. */
  readonly runs?: number;
  /** Gives the same arguments each time. Default: others each time. */
  readonly seed?: number;
}

/**
 * Tests whether plugins keep to the hookspecs: calls each plugin alone, in each hook that it implements, with made-up arguments
 * that the schemas accept, and looks that it gives what the schemas accept and does not fail.
 *
 * @throws TEST_PACKAGE_MISSING without the package `fast-check`, TEST_MISUSED
 */
export async function checkContract<Specs extends HooksLike<Specs>>(
  target: TestTarget<Specs>,
  options: CheckContractOptions<Specs> = {},
): Promise<ContractResult> {
  const { hooks: chosen, runs = 100, seed = Math.floor(Math.random() * 2 ** 31) } = options;
  if (!Number.isInteger(runs) || runs < 1) {
    throw testMisused('checkContract', `"runs" must be a whole number above 0, not ${describeValue(runs)}`);
  }
  const fc = await loadFastCheck();
  return withTarget('checkContract', { ...options, target }, async (manager) => {
    const names: readonly string[] = chosen ?? manager.hooks.specs.map(({ name }) => name);
    const results = [];
    for (const name of names) results.push(await checkHook({ fc, manager, runs, seed }, specOf(manager, name)));
    return toContractResult({
      checked: results.flatMap(({ checked }) => checked),
      failures: results.flatMap(({ failures }) => failures),
      skipped: results.flatMap(({ skipped }) => skipped),
    });
  });
}

/** The first failure as an error. */
export function contractBroken(failures: readonly ContractFailure[]): HooklineError {
  const [first] = failures;
  const more = failures.length === 1 ? '' : ` (and ${failures.length - 1} more)`;
  return new HooklineError('TEST_CONTRACT_BROKEN', `${describeFailure(first!)}${more}`, { data: { failures } });
}

function specOf(manager: AnyManager, name: string): NamedHookspec {
  const spec = manager.hooks.specs.find((each) => each.name === name);
  if (spec === undefined) throw testMisused('checkContract', `there is no hook "${name}"`);
  return spec;
}

interface Check {
  readonly fc: FastCheck;
  readonly manager: AnyManager;
  readonly runs: number;
  readonly seed: number;
}

type Findings = Omit<ContractResult, 'toString'>;

async function checkHook(check: Check, spec: NamedHookspec): Promise<Findings> {
  const { fc, manager, runs } = check;
  const { name: hook } = spec;
  const plugins = implementersOf(manager, hook);
  if (plugins.length === 0) return { checked: [], failures: [], skipped: [] };
  try {
    const leftOut = new Set<string>();
    const args = argumentsOf({ fc, path: [], onLeftOut: (why) => leftOut.add(`always without ${why}`) }, spec);
    const failures: ContractFailure[] = [];
    for (const plugin of plugins) failures.push(...(await checkPlugin(check, { spec, plugin, args })));
    return {
      checked: plugins.map((plugin) => ({ hook, plugin, runs })),
      failures,
      skipped: Array.from(leftOut, (reason) => ({ hook, reason })),
    };
  } catch (thrown) {
    if (!(thrown instanceof UnsupportedSchema)) throw thrown;
    return { checked: [], failures: [], skipped: [{ hook, reason: thrown.message }] };
  }
}

function implementersOf({ hooks }: AnyManager, hook: string): readonly string[] {
  return [...new Set(hooks.plan(hook as never).map(({ plugin }) => plugin))];
}

function argumentsOf(way: Way, { args }: NamedHookspec): Arbitrary<Readonly<Record<string, unknown>>> {
  const entries = Object.entries(args);
  const required = entries.filter(([, schema]) => !partsOf(schema).isOptional).map(([name]) => name);
  const made = entries.map(([name, schema]) => [name, schemaArbitrary({ ...way, path: [name] }, schema)] as const);
  return way.fc.record(Object.fromEntries(made), { requiredKeys: required, noNullPrototype: true });
}

interface Tested {
  readonly spec: NamedHookspec;
  readonly plugin: string;
  readonly args: Arbitrary<Readonly<Record<string, unknown>>>;
}

async function checkPlugin(
  { fc, manager, runs, seed }: Check,
  { spec, plugin, args }: Tested,
): Promise<readonly ContractFailure[]> {
  const others = manager.hooks.plugins.map(({ id }) => id).filter((id) => id !== plugin);
  const alone = manager.hooks.without(...others) as unknown as HookCaller<{}> & Reporting;
  let violation: Violation | undefined;
  const property = fc.asyncProperty(args, async (given) => {
    const found = violationIn(spec, await reportOf(alone, spec.name, copyOf(given)));
    if (found === undefined) return;
    violation = found;
    // A plugin that fails too often would be left out, and then nothing fails any more.
    if (manager.get(plugin) !== undefined) await manager.enable(plugin);
    throw new Error(found.message);
  });
  const { failed, counterexample } = await fc.check(property, { numRuns: runs, seed });
  if (!failed) return [];
  return [{ hook: spec.name, plugin, args: toJsonSafe(counterexample?.[0]), ...violation!, seed }];
}

interface Reporting {
  executeWithReport(hook: string, args: unknown): Reported<unknown> | Promise<Reported<unknown>>;
}

async function reportOf(hooks: Reporting, hook: string, args: unknown): Promise<Report> {
  try {
    return (await hooks.executeWithReport(hook, args)).report;
  } catch (thrown) {
    if (isHooklineError(thrown) && thrown.report !== undefined) return thrown.report;
    throw thrown;
  }
}

interface Violation {
  readonly code: string;
  readonly message: string;
}

function violationIn(spec: NamedHookspec, { entries }: Report): Violation | undefined {
  for (const entry of entries) {
    const { error } = entry;
    if (error !== undefined) return { code: error.code, message: error.message };
    const problem = spec.validate === 'none' && entry.answered ? answerProblem(spec, entry) : undefined;
    if (problem !== undefined) return { code: 'RESULT_INVALID', message: problem };
  }
  return undefined;
}

/** What the hook itself does not look at, because its hookspec says so, is looked at here. */
function answerProblem(spec: NamedHookspec, { value, wrapper }: ReportEntry): string | undefined {
  const schema = KINDS[spec.kind].gives === 'thread' ? spec.args[spec.thread!] : spec.returns;
  if (schema === undefined || wrapper) return undefined;
  const problems = checkSchema(schema, value);
  return problems === undefined
    ? undefined
    : `The answer does not fit the hookspec: ${toProblemText(problems, value)}.`;
}
