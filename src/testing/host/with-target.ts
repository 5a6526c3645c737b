import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { HooksLike } from '../../hooks/hookspec.ts';
import type { RunnerName } from '../../runners/runner.ts';
import { testMisused } from '../test-misused.ts';
import { createTestManager } from './create-test-manager.ts';
import type { TestManager } from './test-manager.ts';
import type { TestPlugin } from './test-plugin.ts';

/** A manager that runs, or a plugin for which one is made. */
export type TestTarget<Specs extends HooksLike<Specs>> = TestManager<Specs> | PluginManager<Specs> | TestPlugin;

/** What is needed to make a manager for a plugin. */
export interface TargetOptions<Specs> {
  /** The hooks of the host; needed for a plugin. */
  readonly hookspecs?: Specs;
  /** Where a plugin runs. Default `inline`. */
  readonly runner?: RunnerName;
}

/** The manager of a target, whose types nobody needs any more. */
export type AnyManager = PluginManager<Readonly<Record<string, never>>>;

/** Does something with the manager of a target; one that was made for it ends with it. `used` is the function of the kit. */
export async function withTarget<Specs extends HooksLike<Specs>, Result>(
  used: string,
  { target, hookspecs, runner = 'inline' }: TargetOptions<Specs> & { readonly target: TestTarget<Specs> },
  use: (manager: AnyManager) => Promise<Result>,
): Promise<Result> {
  const known = managerOf(target);
  if (known !== undefined) return use(known);
  if (hookspecs === undefined) throw testMisused(used, 'a plugin needs "hookspecs" beside it');
  const host = await createTestManager<Specs>({ hookspecs, runner, plugins: [target as TestPlugin] });
  try {
    return await use(host.manager as unknown as AnyManager);
  } finally {
    await host.dispose();
  }
}

/** The manager that a target is or has. */
export function managerOf(target: unknown): AnyManager | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  if ('manager' in target) return managerOf(target.manager);
  return 'hooks' in target && 'explain' in target ? (target as AnyManager) : undefined;
}
