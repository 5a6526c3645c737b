import { expect } from 'vitest';
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { HooksLike } from '../../hooks/hookspec.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { TestManager } from '../host/test-manager.ts';
import { toExpectedPlugin } from './expect-plugin.ts';
import { EXPECTATIONS, toMessage, type ExpectationName, type ExpectedPlugin, type Outcome } from './expectations.ts';

/** What the matchers take where a manager has several plugins. */
export interface PluginSubject {
  readonly host: object;
  readonly id: string;
}

/** The plugin of a manager, for `expect(pluginOf(host, 'acme.toc')).toBeActive()`. */
export function pluginOf<Specs extends HooksLike<Specs>>(
  host: TestManager<Specs> | PluginManager<Specs>,
  id: string,
): PluginSubject {
  return { host, id };
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

function toMatcher(name: ExpectationName): (subject: unknown, expected?: string) => MatcherResult {
  return (subject, expected) => {
    const plugin = isSubject(subject) ? toExpectedPlugin(subject.host, subject.id) : toExpectedPlugin(subject);
    const judge = EXPECTATIONS[name] as (plugin: ExpectedPlugin, expected?: string) => Outcome;
    const outcome = judge(plugin, expected);
    return { pass: outcome.pass, message: () => toMessage(plugin.id, outcome, outcome.pass) };
  };
}

function isSubject(subject: unknown): subject is PluginSubject {
  return typeof subject === 'object' && subject !== null && 'host' in subject && 'id' in subject;
}

/** The matchers of Hookline. To import this module is enough: it makes them known to `expect`. */
export const pluginMatchers = {
  toBeActive: toMatcher('toBeActive'),
  toImplement: toMatcher('toImplement'),
  toHaveExecuted: toMatcher('toHaveExecuted'),
  toHaveValidManifest: toMatcher('toHaveValidManifest'),
  toHaveFailedWith: toMatcher('toHaveFailedWith'),
};

expect.extend(pluginMatchers);

declare module 'vitest' {
  interface Matchers<T> {
    /** The plugin takes part. */
    toBeActive(): void;
    /** The plugin has a hookimpl for the hook. */
    toImplement(hook: string): void;
    /** A call of the hook came to the plugin. */
    toHaveExecuted(hook: string): void;
    /** Nothing is wrong with the manifest of the plugin. */
    toHaveValidManifest(): void;
    /** The plugin has failed with an error of this code. */
    toHaveFailedWith(code: ErrorCode): void;
  }
}
