import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { didYouMean } from '../errors/nearest-name.ts';
import { parseHookspecs } from './define-hookspecs.ts';
import { HookState } from './hook-state.ts';
import { indexIn, OrderIndex, type OrderIndexes } from './order-index.ts';
import { isPlainObject } from './plain-object.ts';
import { isOptional, parseHookimpls, type ParsedHookimpl } from './parse-hookimpls.ts';
import { parsePlugin } from './parse-plugin.ts';
import { registrationError, type RegistrationProblem } from './registration-error.ts';
import { UNMANAGED, type Management, type PluginIdentity, type RegisteredHookimpl } from './registered-hookimpl.ts';
import { Counters } from './stats.ts';

/** Hookimpls of one call, with the indexes that hold them and all others. */
export interface ExtraHookimpls {
  readonly added: readonly RegisteredHookimpl[];
  readonly indexes: OrderIndexes;
}

/** A registered plugin: what it wrote, and the hookimpls that came of it. */
export interface RegisteredPlugin {
  readonly identity: PluginIdentity;
  /** What it wrote under each hook name, absent hooks included. */
  readonly written: ReadonlyMap<string, unknown>;
  /** Its hookimpls, by hook. */
  readonly hookimpls: Map<HookState, readonly RegisteredHookimpl[]>;
  /** What its manager says of all of them. */
  management: Management;
}

/** Which hooks are declared and which plugins implement them. Every change is checked whole before any of it is made. */
export class Registry {
  readonly hooks = new Map<string, HookState>();
  readonly plugins = new Map<string, RegisteredPlugin>();
  #lastSequence = 0;

  find(name: unknown): HookState {
    const hook = this.hooks.get(name as string);
    if (hook !== undefined) return hook;
    throw unknownHook(name, this.hooks.keys());
  }

  /** Throws `HOOKSPEC_INVALID` or `HOOKSPEC_DUPLICATE` with all problems, and then has declared nothing. */
  declare(hookspecs: unknown): readonly HookState[] {
    const parsed = parseHookspecs(hookspecs);
    const taken = [...parsed.keys()].filter((name) => this.hooks.has(name));
    if (taken.length > 0) {
      const names = taken.map((name) => `"${name}"`).join(', ');
      throw new HooklineError('HOOKSPEC_DUPLICATE', `There is a hookspec named ${names} already.`, {
        data: { hooks: taken },
      });
    }
    const declared = [...parsed].map(([name, spec]) => new HookState(name, spec));
    for (const hook of declared) this.hooks.set(hook.name, hook);
    return declared;
  }

  /** Takes declared hooks back, and with them their hookimpls. */
  undeclare(declared: readonly HookState[]): void {
    for (const hook of declared) {
      if (this.hooks.get(hook.name) === hook) this.hooks.delete(hook.name);
      for (const { hookimpls } of this.plugins.values()) hookimpls.delete(hook);
      hook.close();
    }
  }

  /** Throws with all problems of all hookimpls, and then has registered nothing. */
  register(plugin: unknown, hookimpls: unknown, management: Management = UNMANAGED): RegisteredPlugin {
    const identity = parsePlugin(plugin);
    if (this.plugins.has(identity.id)) {
      throw new HooklineError('PLUGIN_DUPLICATE', `The plugin "${identity.id}" is registered already.`, {
        data: { plugin: identity.id },
      });
    }
    const registered: RegisteredPlugin = {
      identity,
      written: writtenOf(identity, hookimpls),
      hookimpls: new Map(),
      management,
    };
    const problems: RegistrationProblem[] = [];
    const parsed = new Map<HookState, readonly ParsedHookimpl[]>();
    for (const [name, entry] of registered.written) {
      const hook = this.hooks.get(name);
      if (hook === undefined) problems.push(...absentHook(name, entry, this.hooks.keys()));
      else parsed.set(hook, parseInto(problems, hook, identity, entry));
    }
    if (problems.length > 0) throw registrationError(identity, problems);
    this.#admit(registered, parsed);
    this.plugins.set(identity.id, registered);
    return registered;
  }

  unregister({ identity, hookimpls }: RegisteredPlugin): void {
    for (const [hook, list] of hookimpls) hook.remove(new Set(list));
    hookimpls.clear();
    this.plugins.delete(identity.id);
  }

  /** Changes what stands in the plans for a plugin: each of its hookimpls becomes what `change` makes of it. */
  revise(
    { hookimpls }: RegisteredPlugin,
    change: (hookimpl: RegisteredHookimpl, hook: HookState) => RegisteredHookimpl,
  ): void {
    for (const [hook, list] of hookimpls) {
      const revised = list.map((hookimpl) => change(hookimpl, hook));
      hook.replace(new Map(list.map((hookimpl, index) => [hookimpl, revised[index]!])));
      hookimpls.set(hook, revised);
    }
  }

  /** Adds the hookimpls of a registered plugin that waited for `hook`; throws if they do not fit it. */
  attach(registered: RegisteredPlugin, hook: HookState): void {
    // A listener that heard of the declaration may have registered it a moment ago.
    if (registered.hookimpls.has(hook)) return;
    const problems: RegistrationProblem[] = [];
    const parsed = parseInto(problems, hook, registered.identity, registered.written.get(hook.name));
    if (problems.length > 0) throw registrationError(registered.identity, problems);
    this.#admit(registered, new Map([[hook, parsed]]));
  }

  /** Hookimpls for one call only, and where they stand among `members`. Registers nothing. */
  admitExtra(hook: HookState, members: readonly RegisteredHookimpl[], entry: unknown): ExtraHookimpls {
    const problems: RegistrationProblem[] = [];
    const parsed = parseInto(problems, hook, EXTRA, entry);
    if (problems.length > 0) throw registrationError(EXTRA, problems);
    const counters = new Counters();
    const added = parsed.map((hookimpl, index) => ({
      ...hookimpl,
      ...UNMANAGED,
      counters,
      sequence: this.#lastSequence + 1 + index,
    }));
    const indexes = { handlers: new OrderIndex(), wrappers: new OrderIndex() };
    for (const hookimpl of members) indexIn(indexes, hookimpl).add(hookimpl);
    const conflicts = orderConflicts(hook, indexes, added);
    if (conflicts.length > 0) throw registrationError(EXTRA, conflicts);
    for (const hookimpl of added) indexIn(indexes, hookimpl).add(hookimpl);
    return { added, indexes };
  }

  #admit(registered: RegisteredPlugin, parsed: ReadonlyMap<HookState, readonly ParsedHookimpl[]>): void {
    let sequence = this.#lastSequence;
    const numbered = [...parsed].map(([hook, list]) => {
      const counters = hook.countersByPlugin.get(registered.identity.id) ?? new Counters();
      return {
        hook,
        added: list.map((hookimpl) => ({
          ...hookimpl,
          ...registered.management,
          ...limitUnder(registered.management, hookimpl, hook),
          counters,
          sequence: ++sequence,
        })),
      };
    });
    const problems = numbered.flatMap(({ hook, added }) => [
      ...wrapperProblems(hook, added),
      ...orderConflicts(hook, hook, added),
    ]);
    if (problems.length > 0) throw registrationError(registered.identity, problems);
    this.#lastSequence = sequence;
    for (const { hook, added } of numbered) {
      hook.add(added);
      registered.hookimpls.set(hook, added);
    }
  }
}

/** Each wrapper is a level of nesting, and the stack has an end. */
const MAX_WRAPPERS = 500;

const EXTRA: PluginIdentity = Object.freeze({ id: '(extra)', version: '0.0.0' });

/** An unknown hook is an error of its own, thrown at once even where the hook would be asynchronous. */
function unknownHook(name: unknown, names: Iterable<string>): HooklineError {
  const shown = typeof name === 'string' ? `"${name}"` : describeValue(name);
  const guess = typeof name === 'string' ? didYouMean(name, names) : '';
  return new HooklineError('HOOK_UNKNOWN', `There is no hook ${shown}.${guess}`, {
    data: { hook: typeof name === 'string' ? name : null },
  });
}

function absentHook(name: string, entry: unknown, names: Iterable<string>): RegistrationProblem[] {
  if (isOptional(entry)) return [];
  return [{ code: 'HOOK_UNKNOWN', hook: name, problem: `there is no such hook.${didYouMean(name, names)}` }];
}

function parseInto(
  problems: RegistrationProblem[],
  hook: HookState,
  plugin: PluginIdentity,
  entry: unknown,
): readonly ParsedHookimpl[] {
  const parsed = parseHookimpls(hook, plugin, entry);
  for (const problem of parsed.problems) problems.push({ code: 'HOOKIMPL_INVALID', hook: hook.name, problem });
  return parsed.hookimpls;
}

function wrapperProblems(hook: HookState, added: readonly RegisteredHookimpl[]): RegistrationProblem[] {
  if (!added.some(({ wrapper }) => wrapper)) return [];
  const wrappers = [...hook.hookimpls, ...added].filter(({ wrapper }) => wrapper);
  if (wrappers.length <= MAX_WRAPPERS) return [];
  return [{ code: 'HOOKIMPL_INVALID', hook: hook.name, problem: `a hook can have at most ${MAX_WRAPPERS} wrappers` }];
}

function orderConflicts(
  hook: HookState,
  indexes: OrderIndexes,
  added: readonly RegisteredHookimpl[],
): RegistrationProblem[] {
  // The indexes are asked with the new hookimpls in them, and left as they were: a registration may yet fail.
  for (const hookimpl of added) indexIn(indexes, hookimpl).add(hookimpl);
  const conflict = added
    .map((hookimpl) => indexIn(indexes, hookimpl).findConflict(hookimpl))
    .find((path) => path !== undefined);
  for (const hookimpl of added.toReversed()) indexIn(indexes, hookimpl).remove(hookimpl);
  if (conflict === undefined) return [];
  const path = conflict.map(({ plugin, band }) => (band === 'normal' ? plugin.id : `${plugin.id} (order "${band}")`));
  return [
    {
      code: 'ORDER_CYCLE',
      hook: hook.name,
      problem: `each of these must run before the next: ${path.join(' -> ')}`,
      path: conflict.map(({ plugin }) => plugin.id),
    },
  ];
}

function writtenOf(plugin: PluginIdentity, hookimpls: unknown): ReadonlyMap<string, unknown> {
  if (!isPlainObject(hookimpls)) {
    // The methods of a class would be overlooked silently: they are not own properties.
    const problem = `expected a plain object of hookimpls by hook name, not ${describeValue(hookimpls)}`;
    throw registrationError(plugin, [{ code: 'HOOKIMPL_INVALID', problem }]);
  }
  return new Map(Object.entries(hookimpls).filter(([, entry]) => entry !== undefined));
}

/** The limit of the manager, where the hookimpl has none of its own and the hookspec none that is stricter. */
function limitUnder(
  { callMs }: Management,
  { ownTimeoutMs }: ParsedHookimpl,
  { spec }: HookState,
): Partial<Pick<RegisteredHookimpl, 'timeoutMs' | 'ownTimeoutMs'>> {
  if (callMs === undefined || ownTimeoutMs !== undefined || spec.sync) return {};
  return callMs <= (spec.timeoutMs ?? Infinity) ? { timeoutMs: callMs, ownTimeoutMs: callMs } : {};
}
