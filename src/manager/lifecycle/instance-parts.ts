import type { Restarts } from '../isolation/restarts.ts';
import type { ParsedOptions } from '../parse-options.ts';
import type { PluginRuntime } from '../plugin-runtime.ts';
import type { PluginSurvey } from '../plugin-survey.ts';
import type { ResolvedPlugin } from '../resolution/resolution.ts';
import type { ModuleCopies } from './module-copies.ts';
import type { PluginRecord } from './plugin-record.ts';
import type { Reconciler } from './reconciler.ts';

/** What an instance of a plugin is made from. */
export interface InstanceParts {
  readonly record: PluginRecord;
  readonly resolved: ResolvedPlugin;
  readonly rank: number;
  readonly options: ParsedOptions;
  readonly runtime: PluginRuntime;
  readonly survey: PluginSurvey;
  readonly reconciler: Reconciler;
  readonly copies: ModuleCopies;
  readonly restarts: Restarts;
}
