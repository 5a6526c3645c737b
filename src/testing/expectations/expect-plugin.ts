import { describeValue } from '../../errors/describe-value.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { HooksLike } from '../../hooks/hookspec.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import { managerOf } from '../host/with-target.ts';
import type { TestManager } from '../host/test-manager.ts';
import { testMisused } from '../test-misused.ts';
import {
  EXPECTATIONS,
  notAPlugin,
  toMessage,
  type ExpectationName,
  type ExpectedPlugin,
  type Outcome,
} from './expectations.ts';

/** What a test can expect of a plugin. Each throws TEST_EXPECTATION_FAILED if it is not so. */
export interface PluginExpectations {
  toBeActive(): void;
  toImplement(hook: string): void;
  toHaveExecuted(hook: string): void;
  toHaveValidManifest(): void;
  toHaveFailedWith(code: ErrorCode): void;
  /** The opposite of each. */
  readonly not: Omit<PluginExpectations, 'not'>;
}

/**
 * Expects something of a plugin, in any test runner. `toHaveExecuted` counts calls since the manager was made.
 *
 * @param id may be left out where there is only one plugin
 * @throws TEST_MISUSED
 * @example
 * expectPlugin(host, 'acme.toc').toImplement('after_page_render');
 */
export function expectPlugin<Specs extends HooksLike<Specs>>(
  host: TestManager<Specs> | PluginManager<Specs>,
  id?: string,
): PluginExpectations {
  const plugin = toExpectedPlugin(host, id);
  return { ...expectations(plugin, false), not: expectations(plugin, true) };
}

/** The plugin that is meant. @throws TEST_MISUSED */
export function toExpectedPlugin(host: unknown, id?: string): ExpectedPlugin {
  const manager = managerOf(host);
  if (manager === undefined) throw testMisused('expectPlugin', notAPlugin(host));
  const ids = manager.list().map((status) => status.id);
  if (id === undefined && ids.length !== 1) {
    throw testMisused('expectPlugin', `with ${ids.length} plugins, the id of the one that is meant is needed`);
  }
  if (id !== undefined && typeof id !== 'string') {
    throw testMisused('expectPlugin', `the id must be a string, not ${describeValue(id)}`);
  }
  const { recorder, errors } = host as Partial<TestManager<{}>>;
  return { manager, id: id ?? ids[0]!, recorder, errors };
}

function expectations(plugin: ExpectedPlugin, isNot: boolean): Omit<PluginExpectations, 'not'> {
  const assert = (matcher: ExpectationName, outcome: Outcome): void => {
    if (outcome.pass !== isNot) return;
    throw new HooklineError('TEST_EXPECTATION_FAILED', toMessage(plugin.id, outcome, isNot), {
      data: { plugin: plugin.id, matcher, isNot },
    });
  };
  return {
    toBeActive: () => assert('toBeActive', EXPECTATIONS.toBeActive(plugin)),
    toImplement: (hook) => assert('toImplement', EXPECTATIONS.toImplement(plugin, hook)),
    toHaveExecuted: (hook) => assert('toHaveExecuted', EXPECTATIONS.toHaveExecuted(plugin, hook)),
    toHaveValidManifest: () => assert('toHaveValidManifest', EXPECTATIONS.toHaveValidManifest(plugin)),
    toHaveFailedWith: (code) => assert('toHaveFailedWith', EXPECTATIONS.toHaveFailedWith(plugin, code)),
  };
}
