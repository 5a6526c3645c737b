import type { HookCaller, Hooks } from '../../hooks/hooks.ts';
import type { HooksLike } from '../../hooks/hookspec.ts';
import type { ManagerEvents } from '../../manager/manager-events.ts';
import type { LogRecord } from '../../manager/context/plugin-log.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { HookRecorder } from '../recording/record-hooks.ts';
import type { TestPlugin } from './test-plugin.ts';

/** A plugin manager for one test, which has started. Disposing of it leaves nothing behind. */
export interface TestManager<Specs extends HooksLike<Specs>>
  extends Pick<HookCaller<Specs>, 'execute' | 'executeWithReport'>, AsyncDisposable {
  readonly manager: PluginManager<Specs>;
  readonly hooks: Hooks<Specs>;
  /** All calls of hooks so far. */
  readonly recorder: HookRecorder;
  /** What plugins have logged so far, and what they have printed with `console`. */
  readonly logs: readonly LogRecord[];
  /** Errors of plugins so far, as the event `plugin:error` tells them. */
  readonly errors: readonly ManagerEvents['plugin:error'][];
  /** The temporary folder of the test manager, with links resolved. */
  readonly folder: string;
  /** Adds a plugin. @throws TEST_PLUGIN_UNUSABLE, TEST_RUNNER_REFUSED */
  load(plugin: TestPlugin): Promise<PluginStatus>;
  /** Stops the plugins and deletes the temporary folder. @throws TEST_LEAK_FOUND */
  dispose(): Promise<void>;
}
