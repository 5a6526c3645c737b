import { resolve } from 'node:path';
import valid from 'semver/functions/valid.js';
import { describeThrown, describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { nearestInParentheses } from '../errors/nearest-name.ts';
import { isPlainObject } from '../hooks/plain-object.ts';
import { assertSource } from '../discovery/assert-source.ts';
import type { ApiAdapter } from './lifecycle/api-adapter.ts';
import { breakerProblems } from './health/breaker.ts';
import { LONGEST_TIMER, isClock, systemClock } from './clock.ts';
import { LOG_LEVELS, isLogThreshold } from './context/log-levels.ts';
import type { Enforceable } from '../runners/enforcement-fact.ts';
import type { RunnerName } from '../runners/runner.ts';
import { RUNNERS } from './isolation/choose-runner.ts';
import type { RunnerOptions, LimitOptions, PluginHost, PluginManagerOptions } from './manager-options.ts';
import { isAboveZero, optionProblems, type OptionRule } from './option-problems.ts';
import { pluginTypesProblems } from './plugin-types/plugin-type-problems.ts';
import { INDEX_KINDS, type IndexKind } from './query/index-kind.ts';
import { policyProblems } from './state/policy-problems.ts';
import { serviceProblems } from './lifecycle/service-problems.ts';

type AnyOptions = PluginManagerOptions<never>;

/** The options of a manager with every default filled in. */
export interface ParsedOptions extends Required<
  Omit<AnyOptions, 'hookspecs' | 'secrets' | 'stateDir' | 'host' | 'lock'>
> {
  readonly host: PluginHost & { readonly adapters: readonly ApiAdapter[] };
  readonly hookspecs: unknown;
  readonly secrets: AnyOptions['secrets'];
  readonly lock: AnyOptions['lock'];
  /** Absolute. */
  readonly stateDir: string | undefined;
  readonly limits: Required<LimitOptions>;
  readonly runners: RunnerOptions & Required<Pick<RunnerOptions, 'enforce' | 'min' | 'plugins' | 'spares'>>;
}

const LIMITS: Required<LimitOptions> = {
  importMs: 10_000,
  activateMs: 10_000,
  drainMs: 5000,
  deactivateMs: 5000,
  checkMs: 10_000,
  blockMs: 100,
  activations: 8,
  dataMb: Infinity,
};

const isObject: OptionRule = { accepts: isPlainObject, expected: 'an object' };
const isRunner: OptionRule = {
  accepts: (value) => RUNNERS.includes(value as RunnerName),
  expected: `one of "${RUNNERS.join('", "')}"`,
};
const ENFORCEABLES: readonly Enforceable[] = [
  'fs',
  'net',
  'env',
  'exec',
  'worker',
  'native',
  'service',
  'memoryMb',
  'dataMb',
  'callMs',
  'startMs',
  'concurrency',
];
const isFlag: OptionRule = { accepts: (value) => typeof value === 'boolean', expected: 'true or false' };
const isCount: OptionRule = {
  accepts: (value) => value === Infinity || (Number.isInteger(value) && isAboveZero(value)),
  expected: 'a whole number above 0',
};
const isMilliseconds: OptionRule = { accepts: isAboveZero, expected: 'a number of milliseconds above 0' };

const RULES: Readonly<Record<keyof AnyOptions, OptionRule>> = {
  host: isObject,
  hookspecs: isObject,
  sources: { accepts: Array.isArray, expected: 'an array of sources' },
  enabled: isFlag,
  services: isObject,
  config: isObject,
  secrets: {
    accepts: (value) => isPlainObject(value) || typeof value === 'function',
    expected: 'an object of secrets by key, or a function',
  },
  policy: isObject,
  choices: isObject,
  commands: isObject,
  pluginTypes: { accepts: Array.isArray, expected: 'an array of plugin types' },
  lock: {
    accepts: (value) => (typeof value === 'string' && value !== '') || isPlainObject(value),
    expected: 'the path of a lock file, or a lock',
  },
  stateDir: { accepts: (value) => typeof value === 'string' && value !== '', expected: 'the path of a folder' },
  runners: isObject,
  hooks: isObject,
  limits: isObject,
  health: isObject,
  clock: { accepts: isClock, expected: 'an object with the functions date, now and setTimeout' },
  logLevel: { accepts: isLogThreshold, expected: `one of "${[...LOG_LEVELS, 'silent'].join('", "')}"` },
  captureConsole: isFlag,
  recordStats: isFlag,
  followState: isFlag,
  surviveErrors: isFlag,
  index: {
    accepts: (value) => INDEX_KINDS.includes(value as IndexKind),
    expected: 'one of "memory", "sqlite", "auto"',
  },
  watchLeaks: isFlag,
};

/**
 * Fills the defaults in.
 *
 * @throws MANAGER_OPTIONS_INVALID with all that is wrong, SOURCE_INVALID
 */
export function parseOptions(options: unknown): ParsedOptions {
  const problems = problemsOf(options);
  if (problems.length > 0) {
    const message = `The options of createPluginManager are not valid: ${problems.join('; ')}.`;
    throw new HooklineError('MANAGER_OPTIONS_INVALID', message, { data: { problems } });
  }
  const given = options as AnyOptions;
  for (const source of given.sources ?? []) assertSource(source);
  return {
    host: { ...given.host, adapters: given.host.adapters ?? [] },
    hookspecs: given.hookspecs,
    sources: [...(given.sources ?? [])],
    enabled: given.enabled ?? true,
    services: given.services ?? {},
    config: given.config ?? {},
    secrets: given.secrets,
    policy: given.policy ?? {},
    choices: given.choices ?? {},
    commands: given.commands ?? {},
    pluginTypes: [...(given.pluginTypes ?? [])],
    lock: given.lock,
    stateDir: given.stateDir === undefined ? undefined : resolve(given.stateDir),
    runners: { enforce: [], min: 'inline', plugins: {}, spares: false, ...withoutUndefined(given.runners ?? {}) },
    hooks: given.hooks ?? {},
    limits: toLimits(given.limits ?? {}),
    health: given.health ?? {},
    clock: given.clock ?? systemClock,
    logLevel: given.logLevel ?? 'info',
    captureConsole: given.captureConsole ?? true,
    recordStats: given.recordStats ?? true,
    followState: given.followState ?? true,
    surviveErrors: given.surviveErrors ?? true,
    index: given.index ?? 'memory',
    watchLeaks: given.watchLeaks ?? false,
  };
}

function problemsOf(options: unknown): string[] {
  const problems = optionProblems(options, RULES);
  if (!isPlainObject(options)) return problems;
  const given = options;
  if (given['hookspecs'] === undefined) problems.push('"hookspecs" is missing');
  return [
    ...problems,
    ...nested(given, 'host', hostProblems),
    ...nested(given, 'runners', runnerProblems),
    ...nested(given, 'limits', limitProblems),
    ...nested(given, 'health', healthProblems),
    ...nested(given, 'policy', policyProblems),
    ...nested(given, 'services', serviceProblems),
    ...nested(given, 'choices', choiceProblems),
    ...nested(given, 'commands', commandProblems),
    ...pluginTypesProblems(given['pluginTypes']),
  ];
}

/** The problems of an object inside the options; that it must be one has been said before. */
function nested(
  options: Readonly<Record<string, unknown>>,
  name: string,
  problemsIn: (value: Readonly<Record<string, unknown>>) => readonly string[],
): string[] {
  const value = options[name];
  if (value === undefined && name === 'host') return ['"host" is missing: give { name, api }'];
  if (!isPlainObject(value)) return [];
  try {
    return problemsIn(value).map((problem) => `${name}: ${problem}`);
  } catch (thrown) {
    return [`${name}: reading it failed: ${describeThrown(thrown)}`];
  }
}

const HOST_KEYS = ['name', 'api', 'adapters', 'guide'];

function hostProblems(host: Readonly<Record<string, unknown>>): string[] {
  const { name, api, adapters = [] } = host;
  const isName = typeof name === 'string' && /^[a-z][a-z0-9-]{0,63}$/.test(name);
  return [
    ...Object.keys(host).flatMap((key) =>
      HOST_KEYS.includes(key) ? [] : [`there is no option "${key}"${nearestInParentheses(key, HOST_KEYS)}`],
    ),
    ...(isName ? [] : [`"name" must be lower-case letters, digits and hyphens, not ${describeValue(name)}`]),
    ...(isVersion(api) ? [] : [`"api" must be a semantic version such as "1.0.0", not ${describeValue(api)}`]),
    ...(Array.isArray(adapters)
      ? adapters.flatMap((adapter, index) => adapterProblems(adapter, index))
      : [`"adapters" must be an array, not ${describeValue(adapters)}`]),
  ];
}

function adapterProblems(adapter: unknown, index: number): string[] {
  const where = `adapters[${index}]`;
  if (!isPlainObject(adapter)) return [`"${where}" must be an object, not ${describeValue(adapter)}`];
  const { api, hooks = {} } = adapter;
  const problems = isVersion(api) ? [] : [`"${where}.api" must be a semantic version, not ${describeValue(api)}`];
  if (!isPlainObject(hooks)) return [...problems, `"${where}.hooks" must be an object, not ${describeValue(hooks)}`];
  const wrong = Object.entries(hooks).filter(
    ([, adapted]) => !isPlainObject(adapted) || typeof adapted['hook'] !== 'string',
  );
  return [...problems, ...wrong.map(([hook]) => `"${where}.hooks.${hook}" must name the hook of today as "hook"`)];
}

function isVersion(value: unknown): boolean {
  return typeof value === 'string' && valid(value) === value;
}

function runnerProblems(runners: Readonly<Record<string, unknown>>): string[] {
  const { plugins } = runners;
  const each = isPlainObject(plugins)
    ? optionProblems(plugins, Object.fromEntries(Object.keys(plugins).map((id) => [id, isRunner])))
    : [];
  return [
    ...optionProblems(runners, {
      min: isRunner,
      plugins: isObject,
      enforce: {
        accepts: isListOfEnforceables,
        expected: `a list of ${ENFORCEABLES.map((name) => `"${name}"`).join(', ')}`,
      },
      read: { accepts: isListOfStrings, expected: 'a list of folders' },
      idleMs: isMilliseconds,
      launcher: { accepts: (value) => typeof value === 'function', expected: 'a function' },
      spares: {
        accepts: (value) => typeof value === 'boolean' || isListOfStrings(value),
        expected: 'true, false or a list of ids',
      },
    }),
    ...each.map((problem) => `plugins: ${problem}`),
  ];
}

function limitProblems(limits: Readonly<Record<string, unknown>>): string[] {
  const rules = Object.fromEntries(Object.keys(LIMITS).map((name) => [name, isMilliseconds]));
  const dataMb: OptionRule = { accepts: isAboveZero, expected: 'a number of megabytes above 0' };
  return optionProblems(limits, { ...rules, activations: isCount, dataMb });
}

function healthProblems({ plugins = {}, ...all }: Readonly<Record<string, unknown>>): string[] {
  if (!isPlainObject(plugins)) return [`"plugins" must be an object by plugin id, not ${describeValue(plugins)}`];
  const each = Object.entries(plugins).flatMap(([id, options]) =>
    breakerProblems(options).map((problem) => `plugins["${id}"]: ${problem}`),
  );
  return [...breakerProblems(all), ...each];
}

function choiceProblems(choices: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(choices).flatMap(([id, folder]) =>
    typeof folder === 'string' ? [] : [`"${id}" must be the path of a folder, not ${describeValue(folder)}`],
  );
}

function commandProblems(commands: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(commands).flatMap(([name, id]) =>
    typeof id === 'string' ? [] : [`"${name}" must be the id of a plugin, not ${describeValue(id)}`],
  );
}

/** What is longer than any timer is as good as no limit, as `Infinity` is; for `blockMs` that means no watch. */
function toLimits(given: LimitOptions): Required<LimitOptions> {
  const { blockMs, dataMb, ...limits } = { ...LIMITS, ...withoutUndefined(given) };
  const timers = Object.entries(limits).map(([name, value]) => [name, Math.min(value, LONGEST_TIMER)]);
  const bounded = Object.fromEntries(timers) as typeof limits;
  return { ...bounded, dataMb, blockMs: blockMs > LONGEST_TIMER ? Infinity : blockMs };
}

function withoutUndefined<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;
}

function isListOfStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isListOfEnforceables(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => ENFORCEABLES.includes(each as Enforceable));
}
