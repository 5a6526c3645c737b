import { describeValue } from '../errors/describe-value.ts';
import { nearestInParentheses } from '../errors/nearest-name.ts';
import type { HookspecData } from './hookspec.ts';
import { KINDS, type Kind, type KindTraits } from './kinds.ts';
import { isPlainObject } from './plain-object.ts';

const COMMON_OPTIONS = ['args', 'onError', 'historic', 'payload', 'validate', 'since', 'deprecated', 'summary'];
const CHOICES = {
  onError: ['isolate', 'fail', 'aggregate'],
  payload: ['shared', 'frozen', 'cloned'],
  validate: ['all', 'results', 'none'],
};

/** What is wrong with a hookspec, in words; empty if it is valid. */
export function hookspecProblems(spec: unknown): string[] {
  if (!isHookspec(spec)) return [`expected the result of hook.<kind>(...), not ${describeValue(spec)}`];
  const { written } = spec;
  if (!isPlainObject(written)) return [`the options must be an object, not ${describeValue(written)}`];
  return [
    ...(spec.sync && KINDS[spec.kind].concurrent ? [`a "${spec.kind}" hook cannot be synchronous`] : []),
    ...optionProblems(spec, written),
    ...choiceProblems(written),
    ...schemaProblems(written),
    ...threadProblems(spec),
    ...historicProblems(spec, written),
    ...numberProblems(written),
    ...textProblems(written),
  ];
}

function isHookspec(spec: unknown): spec is HookspecData {
  if (typeof spec !== 'object' || spec === null) return false;
  const { kind, sync, args } = spec as Partial<HookspecData>;
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind) && typeof sync === 'boolean' && isPlainObject(args);
}

/** The options as they were written. */
type Written = Readonly<Record<string, unknown>>;

function optionProblems({ sync, kind }: HookspecData, written: Written): string[] {
  const known = [...COMMON_OPTIONS, ...KINDS[kind].options, ...(sync ? [] : ['timeoutMs'])];
  return Object.keys(written).flatMap((option) => {
    if (known.includes(option)) return [];
    const owners = kindsWith(option);
    if (sync && option === 'timeoutMs') {
      return ['"timeoutMs" needs an asynchronous hook: synchronous code cannot be stopped'];
    }
    if (owners.length > 0) return [`"${option}" is not an option of ${kind} hooks, only of ${owners.join(', ')}`];
    return [`there is no option "${option}"${nearestInParentheses(option, known)}`];
  });
}

function kindsWith(option: string): Kind[] {
  const kinds = Object.entries(KINDS) as [Kind, KindTraits][];
  return kinds.filter(([, { options }]) => (options as readonly string[]).includes(option)).map(([kind]) => kind);
}

function choiceProblems(written: Written): string[] {
  return Object.entries(CHOICES).flatMap(([option, choices]) => {
    const chosen = written[option];
    if (chosen === undefined || choices.includes(chosen as string)) return [];
    return [`"${option}" must be ${choices.map((choice) => `"${choice}"`).join(', ')}, not ${describeValue(chosen)}`];
  });
}

function schemaProblems({ args, returns }: Written): string[] {
  const problems =
    returns === undefined || isSchema(returns) ? [] : [`"returns" must be a zod schema, not ${describeValue(returns)}`];
  if (args === undefined) return problems;
  if (typeof args !== 'object' || args === null || Array.isArray(args) || isSchema(args)) {
    return [...problems, `"args" must be an object of zod schemas by argument name, not ${describeValue(args)}`];
  }
  for (const [name, schema] of Object.entries(args)) {
    if (name === '__proto__') problems.push('"__proto__" cannot be the name of an argument');
    else if (!isSchema(schema)) {
      problems.push(`the argument "${name}" must be a zod schema, not ${describeValue(schema)}`);
    }
  }
  return problems;
}

/** Zod schemas, of any of its editions, speak Standard Schema; that is all the dispatcher calls. */
function isSchema(value: unknown): boolean {
  const standard = typeof value === 'object' && value !== null && '~standard' in value ? value['~standard'] : undefined;
  return typeof standard === 'object' && standard !== null && 'validate' in standard;
}

function threadProblems({ kind, thread, args }: HookspecData): string[] {
  if (KINDS[kind].gives !== 'thread') return [];
  const names = Object.keys(args);
  if (thread === undefined) return [`a ${kind} hook needs "thread", the argument that each answer replaces`];
  if (typeof thread === 'string' && names.includes(thread)) return [];
  return [`"thread" must name an argument (${names.join(', ') || 'there is none'}), not ${describeValue(thread)}`];
}

function historicProblems({ kind }: HookspecData, { historic }: Written): string[] {
  if (historic === undefined || historic === false) return [];
  const keep = typeof historic === 'object' && historic !== null && 'keep' in historic ? historic.keep : undefined;
  const valid = historic === true || (Number.isInteger(keep) && (keep as number) > 0);
  if (!valid) {
    return [`"historic" must be true or { keep } with a whole number above 0, not ${describeValue(keep ?? historic)}`];
  }
  if (KINDS[kind].replayable) return [];
  return [`a ${kind} hook cannot be historic: a later plugin cannot take part in an answer that was already given`];
}

function numberProblems({ timeoutMs, concurrency, maxRounds }: Written): string[] {
  return [
    ...timeoutProblems(timeoutMs),
    ...countProblems('concurrency', concurrency),
    ...countProblems('maxRounds', maxRounds),
  ];
}

/** What is wrong with a time limit; shared by hookspecs and hookimpls. */
export function timeoutProblems(timeoutMs: unknown): string[] {
  // Timers of JavaScript wrap around above this.
  const most = 2 ** 31 - 1;
  if (timeoutMs === undefined || (typeof timeoutMs === 'number' && timeoutMs > 0 && timeoutMs <= most)) return [];
  return [`"timeoutMs" must be a number of milliseconds above 0 and at most ${most}, not ${describeValue(timeoutMs)}`];
}

function countProblems(option: string, count: unknown): string[] {
  if (count === undefined || count === Infinity || (Number.isInteger(count) && (count as number) > 0)) return [];
  return [`"${option}" must be a whole number above 0, not ${describeValue(count)}`];
}

function textProblems({ since, summary, deprecated }: Written): string[] {
  const texts = Object.entries({ since, summary }).filter(([, text]) => text !== undefined && typeof text !== 'string');
  return [
    ...texts.map(([option, text]) => `"${option}" must be a string, not ${describeValue(text)}`),
    ...(deprecated === undefined ? [] : deprecationProblems(deprecated)),
  ];
}

function deprecationProblems(deprecated: unknown): string[] {
  const known = ['since', 'removeIn', 'use', 'message'];
  if (!isPlainObject(deprecated) || typeof deprecated['since'] !== 'string') {
    return [`"deprecated" must be { since, removeIn?, use?, message? }, not ${describeValue(deprecated)}`];
  }
  return Object.entries(deprecated).flatMap(([key, text]) => {
    if (!known.includes(key)) return [`"deprecated" has no "${key}"${nearestInParentheses(key, known)}`];
    if (text === undefined || typeof text === 'string') return [];
    return [`"${key}" of "deprecated" must be a string, not ${describeValue(text)}`];
  });
}
