import type { HooksLike } from '../../hooks/hookspec.ts';
import type { PluginManagerOptions } from '../../manager/manager-options.ts';
import type { RunnerName } from '../../runners/runner.ts';
import type { TestPlugin } from './test-plugin.ts';

/** What a test manager takes: the options of a manager, and those of the test. */
export interface TestManagerOptions<Specs extends HooksLike<Specs>> extends Partial<PluginManagerOptions<Specs>> {
  readonly hookspecs: Specs;
  /** Paths of plugin folders, and plugins in code. All of them are trusted. */
  readonly plugins?: readonly TestPlugin[];
  /** Where the code of the plugins runs. Default `inline`. */
  readonly runner?: RunnerName;
  /** `startup` (default) activates all plugins at once, so that failures show; `manifest` when their manifests say. */
  readonly activation?: 'startup' | 'manifest';
  /** Lets plugins be there that cannot run. Default `false`. */
  readonly allowFailures?: boolean;
  /** What becomes of leaks that are found when it is disposed of. Default `throw`. */
  readonly leaks?: 'throw' | 'ignore';
}
