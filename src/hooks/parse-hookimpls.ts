import { describeThrown, describeValue } from '../errors/describe-value.ts';
import { nearestInParentheses } from '../errors/nearest-name.ts';
import { filterProblems, toPredicate } from './filter.ts';
import type { HookState } from './hook-state.ts';
import type { HookimplOptions } from './hookimpl.ts';
import { loaderOf } from './lazy-handler.ts';
import { timeoutProblems } from './hookspec-problems.ts';
import type { AnyHandler, Management, PluginIdentity, RegisteredHookimpl } from './registered-hookimpl.ts';

/** A hookimpl that was checked, but is not counted or numbered yet: nothing is, until all of a plugin are checked. */
export type ParsedHookimpl = Omit<RegisteredHookimpl, 'sequence' | 'counters' | keyof Management>;

/** What stands under the name of a hook, read as far as it can be without its hookspec. */
interface WrittenHookimpl extends HookimplOptions {
  readonly wrapper?: boolean;
  readonly handler: AnyHandler;
}

const OPTIONS = ['handler', 'priority', 'before', 'after', 'order', 'wrapper', 'filter', 'timeoutMs', 'optional', 'id'];

/** Whether every hookimpl under the name of a hook allows the hookspec to be absent. */
export function isOptional(entry: unknown): boolean {
  try {
    const hookimpls = toList(entry);
    return hookimpls.length > 0 && hookimpls.every((each) => isObject(each) && each['optional'] === true);
  } catch {
    return false;
  }
}

export interface ParsedEntry {
  readonly hookimpls: readonly ParsedHookimpl[];
  readonly problems: readonly string[];
}

/** The hookimpls that a plugin brings for one hook, or, in words, all that is wrong with them. */
export function parseHookimpls(hook: HookState, plugin: PluginIdentity, entry: unknown): ParsedEntry {
  try {
    return parseList(hook, plugin, toList(entry));
  } catch (thrown) {
    return { hookimpls: [], problems: [`reading the hookimpl failed: ${describeThrown(thrown)}`] };
  }
}

function parseList(hook: HookState, plugin: PluginIdentity, list: readonly unknown[]): ParsedEntry {
  const written = list.map((each) => (typeof each === 'function' ? { handler: each } : each));
  if (written.length === 0) return { hookimpls: [], problems: ['the list of hookimpls is empty'] };
  const ids = new Set<string>();
  const hookimpls: ParsedHookimpl[] = [];
  const problems: string[] = [];
  for (const [index, each] of written.entries()) {
    const found = hookimplProblems(hook, plugin, each);
    const which = written.length === 1 ? '' : `hookimpl ${index + 1}: `;
    problems.push(...found.map((problem) => which + problem));
    if (found.length > 0) continue;
    const parsed = toParsed(hook, plugin, each as WrittenHookimpl, String(index + 1));
    if (ids.has(parsed.id)) problems.push(`two hookimpls have the id "${parsed.id}"`);
    ids.add(parsed.id);
    hookimpls.push(parsed);
  }
  return { hookimpls, problems };
}

function toParsed(hook: HookState, plugin: PluginIdentity, written: WrittenHookimpl, position: string): ParsedHookimpl {
  return {
    plugin,
    id: written.id ?? position,
    handler: written.handler,
    loader: loaderOf(written.handler),
    wrapper: written.wrapper === true,
    band: written.order ?? 'normal',
    priority: written.priority ?? 0,
    before: toIds(written.before),
    after: toIds(written.after),
    matches: written.filter === undefined ? undefined : toPredicate(written.filter),
    timeoutMs: written.timeoutMs ?? hook.spec.timeoutMs,
    ownTimeoutMs: written.timeoutMs,
  };
}

function hookimplProblems(hook: HookState, plugin: PluginIdentity, written: unknown): string[] {
  if (!isObject(written)) return [`expected a function or { handler, ... }, not ${describeValue(written)}`];
  return [
    ...unknownOptions(written),
    ...(typeof written['handler'] === 'function'
      ? []
      : [`"handler" must be a function, not ${describeValue(written['handler'])}`]),
    ...placeProblems(written, plugin),
    ...flagProblems(written),
    ...(written['filter'] === undefined ? [] : filterProblems(written['filter'], [...hook.argNames])),
    ...limitProblems(hook, written['timeoutMs']),
  ];
}

function unknownOptions(written: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(written).flatMap((option) => {
    if (OPTIONS.includes(option)) return [];
    return [`there is no option "${option}"${nearestInParentheses(option, OPTIONS)}`];
  });
}

function placeProblems(
  { priority, order, before, after }: Readonly<Record<string, unknown>>,
  plugin: PluginIdentity,
): string[] {
  const problems: string[] = [];
  if (priority !== undefined && (typeof priority !== 'number' || Number.isNaN(priority))) {
    problems.push(`"priority" must be a number, not ${describeValue(priority)}`);
  }
  if (order !== undefined && order !== 'first' && order !== 'last') {
    problems.push(`"order" must be "first" or "last", not ${describeValue(order)}`);
  }
  for (const [option, ids] of Object.entries({ before, after })) {
    if (ids === undefined) continue;
    if (!toList(ids).every((id) => typeof id === 'string' && id !== '')) {
      problems.push(`"${option}" must be a plugin id or a list of them, not ${describeValue(ids)}`);
    } else if (toList(ids).includes(plugin.id)) {
      problems.push(`"${option}" names the plugin itself`);
    }
  }
  return problems;
}

function flagProblems({ wrapper, optional, id }: Readonly<Record<string, unknown>>): string[] {
  const flags = Object.entries({ wrapper, optional }).filter(
    ([, flag]) => flag !== undefined && typeof flag !== 'boolean',
  );
  const problems = flags.map(([option, flag]) => `"${option}" must be true or false, not ${describeValue(flag)}`);
  if (id !== undefined && (typeof id !== 'string' || id === '')) {
    problems.push(`"id" must be a string that is not empty, not ${describeValue(id)}`);
  }
  return problems;
}

function limitProblems({ spec }: HookState, timeoutMs: unknown): string[] {
  if (timeoutMs === undefined) return [];
  if (spec.sync) return ['"timeoutMs" needs an asynchronous hook: synchronous code cannot be stopped'];
  const problems = timeoutProblems(timeoutMs);
  if (problems.length > 0 || spec.timeoutMs === undefined || (timeoutMs as number) <= spec.timeoutMs) return problems;
  return [
    `"timeoutMs" may only lower the ${spec.timeoutMs} ms of the hookspec, not raise them to ${timeoutMs as number} ms`,
  ];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toList(entry: unknown): readonly unknown[] {
  return Array.isArray(entry) ? (entry as unknown[]) : [entry];
}

function toIds(ids: string | readonly string[] | undefined): readonly string[] {
  return Object.freeze(ids === undefined ? [] : [...new Set(toList(ids) as readonly string[])]);
}
