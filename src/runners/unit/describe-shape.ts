import { describeThrown, describeValue } from '../../errors/describe-value.ts';
import type { AnyHandler } from '../../hooks/registered-hookimpl.ts';
import type { AnyPluginDefinition } from '../../plugin/define-plugin.ts';
import { encodeValue } from '../../rpc/encode-value.ts';
import { DEFAULT_LIMITS } from '../../rpc/limits.ts';
import type { HookimplShape, HookShape, UnitShape } from '../unit-shape.ts';
import { UNIT_TARGETS } from '../unit-targets.ts';

/** A handler of the plugin, as the host calls it. */
export interface ServedHandler {
  readonly name: string;
  readonly isWrapper: boolean;
  readonly handler: AnyHandler;
}

export interface DescribedShape {
  readonly shape: UnitShape;
  /** In the order of their targets, which follow the fixed ones. */
  readonly handlers: readonly ServedHandler[];
}

const LIFE = ['activate', 'deactivate', 'onConfigChange', 'healthCheck'] as const;

/** What the host is told of a plugin: all but its functions. */
export function describeShape(definition: AnyPluginDefinition): DescribedShape {
  const handlers: ServedHandler[] = [];
  const members = LIFE.filter((member) => definition[member] !== undefined);
  const services = Object.keys(definition.services ?? {});
  const commands = Object.keys(definition.commands ?? {});
  const hooks = Object.entries(definition.hooks ?? {})
    .filter(([, entry]) => entry !== undefined)
    .map(([name, entry]) => describeHook(name, entry, handlers));
  return { shape: { members, hooks, services, commands }, handlers };
}

function describeHook(name: string, entry: unknown, handlers: ServedHandler[]): HookShape {
  const isList = Array.isArray(entry);
  const list: readonly unknown[] = isList ? entry : [entry];
  return { name, isList, hookimpls: list.map((each) => describeHookimpl(name, each, handlers)) };
}

function describeHookimpl(name: string, given: unknown, handlers: ServedHandler[]): HookimplShape {
  const serve = (handler: unknown, isWrapper: boolean): number =>
    UNIT_TARGETS.length + handlers.push({ name, isWrapper, handler: handler as AnyHandler }) - 1;
  if (typeof given === 'function') return { target: serve(given, false) };
  try {
    const { handler, ...options } = { ...(given as Readonly<Record<string, unknown>>) };
    if (typeof handler === 'function') {
      const target = serve(handler, options['wrapper'] === true);
      const entries = Object.entries(options).map(([option, value]) => [option, toSendable(value)]);
      return { target, options: Object.fromEntries(entries) as Readonly<Record<string, unknown>> };
    }
  } catch (thrown) {
    return { value: `(reading it failed: ${describeThrown(thrown)})` };
  }
  return { value: toSendable(given) };
}

/** What cannot be sent is wrong anyway: the host says so, with what stands for it. */
function toSendable(value: unknown): unknown {
  try {
    encodeValue(value, DEFAULT_LIMITS);
    return value;
  } catch {
    return describeValue(value);
  }
}
