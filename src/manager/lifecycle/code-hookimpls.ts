import { isDeepStrictEqual } from 'node:util';
import { describeThrown, describeValue } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { quoteNames } from '../../errors/quote-names.ts';
import type { AnyHandler } from '../../hooks/registered-hookimpl.ts';
import type { HookimplDeclaration, Manifest } from '../../manifest/manifest.ts';
import type { AnyPluginDefinition } from '../../plugin/define-plugin.ts';
import { declaredHookimpls, type DeclaredHookimpl } from './declared-hookimpls.ts';

/** The handlers of a plugin by hook and id of the hookimpl, as its manifest names them. */
export type HandlersByHook = ReadonlyMap<string, ReadonlyMap<string, AnyHandler>>;

/** Options that are the same when they are left out. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  priority: 0,
  wrapper: false,
  optional: false,
  before: [],
  after: [],
};

interface WrittenHookimpl {
  readonly handler: AnyHandler;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * The handlers that the code of a plugin brings for what its manifest declares.
 *
 * @throws PLUGIN_HOOKS_MISMATCH if hooks stand in one of the two only, PLUGIN_HOOKIMPL_MISMATCH if the hookimpls of a hook do
 * not go with what the manifest says of them; both with everything that differs
 */
export function findHandlers(manifest: Manifest, definition: AnyPluginDefinition): HandlersByHook {
  const written = new Map(Object.entries(definition.hooks ?? {}).filter(([, entry]) => entry !== undefined));
  assertSameHooks(manifest, [...written.keys()]);
  const problems: string[] = [];
  const handlers = new Map(
    [...declaredHookimpls(manifest)].map(([hook, declared]) => {
      const found = match(declared, read(written.get(hook)));
      problems.push(...found.problems.map((problem) => `hook "${hook}": ${problem}`));
      return [hook, found.handlers];
    }),
  );
  if (problems.length === 0) return handlers;
  const { id, version } = manifest;
  const message = `The code of the plugin "${id}" ${version} does not go with its manifest: ${problems.join('; ')}.`;
  throw new HooklineError('PLUGIN_HOOKIMPL_MISMATCH', message, { data: { plugin: id, version, problems } });
}

function assertSameHooks({ id, version, hooks }: Manifest, inCode: readonly string[]): void {
  const inManifest = Object.keys(hooks);
  const undeclared = inCode.filter((hook) => !inManifest.includes(hook));
  const missing = inManifest.filter((hook) => !inCode.includes(hook));
  if (undeclared.length === 0 && missing.length === 0) return;
  const differences = [
    ...(undeclared.length === 0
      ? []
      : [`the code implements ${suggestNames(undeclared, missing)}, which the manifest does not name`]),
    ...(missing.length === 0 ? [] : [`the manifest names ${quoteNames(missing)}, which the code does not implement`]),
  ];
  const both = `In the manifest: ${quoteNames(inManifest)}. In the code: ${quoteNames(inCode)}.`;
  const message = `The hooks of the plugin "${id}" ${version} differ: ${differences.join('; ')}. ${both}`;
  throw new HooklineError('PLUGIN_HOOKS_MISMATCH', message, {
    data: { plugin: id, version, manifest: inManifest, code: inCode, undeclared, missing },
  });
}

/** The names, each with the one of the manifest that it was probably meant to be. */
function suggestNames(undeclared: readonly string[], missing: readonly string[]): string {
  return undeclared.map((hook) => `"${hook}"${nearestInParentheses(hook, missing)}`).join(', ');
}

interface Matched {
  readonly handlers: ReadonlyMap<string, AnyHandler>;
  readonly problems: readonly string[];
}

/** Pairs what is declared with what is written: by id where the code gives one, by position where it does not. */
function match(declared: readonly DeclaredHookimpl[], written: readonly (WrittenHookimpl | string)[]): Matched {
  const handlers = new Map<string, AnyHandler>();
  const problems: string[] = [];
  if (written.length !== declared.length) {
    problems.push(`the manifest declares ${declared.length} hookimpls, the code brings ${written.length}`);
  }
  for (const [index, each] of written.entries()) {
    if (typeof each === 'string') {
      problems.push(each);
      continue;
    }
    const writtenId = each.options['id'];
    const own = writtenId === undefined ? declared[index] : declared.find(({ id }) => id === writtenId);
    if (own === undefined) {
      if (writtenId !== undefined) {
        problems.push(`the manifest has no hookimpl with the id ${describeValue(writtenId)}`);
      }
    } else if (handlers.has(own.id)) {
      problems.push(`two hookimpls in the code are the one with the id "${own.id}"`);
    } else {
      handlers.set(own.id, each.handler);
      problems.push(...contradictions(own.options, each.options));
    }
  }
  return { handlers, problems };
}

function contradictions(declared: HookimplDeclaration, written: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(written).flatMap(([option, value]) => {
    if (option === 'id' || value === undefined) return [];
    const said = (declared as Readonly<Record<string, unknown>>)[option];
    if (isDeepStrictEqual(toComparable(option, value), toComparable(option, said ?? DEFAULTS[option]))) return [];
    return [`"${option}" is ${shown(value)} in the code and ${shown(said)} in the manifest`];
  });
}

/** One id and a list with it alone are the same. */
function toComparable(option: string, value: unknown): unknown {
  const isIds = (option === 'before' || option === 'after') && typeof value === 'string';
  return isIds ? [value] : value;
}

function read(entry: unknown): readonly (WrittenHookimpl | string)[] {
  const list: readonly unknown[] = Array.isArray(entry) ? entry : [entry];
  return list.map((each) => {
    if (typeof each === 'function') return { handler: each as AnyHandler, options: {} };
    try {
      const { handler, ...options } = { ...(each as { readonly handler?: unknown }) };
      if (typeof handler === 'function') return { handler: handler as AnyHandler, options };
    } catch (thrown) {
      return `reading the hookimpl failed: ${describeThrown(thrown)}`;
    }
    return `expected a function or { handler, ... }, not ${describeValue(each)}`;
  });
}

function shown(value: unknown): string {
  return value === undefined ? 'not set' : (JSON.stringify(value) ?? describeValue(value));
}
