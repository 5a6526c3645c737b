import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { ParsedOptions } from '../parse-options.ts';
import type { PluginRuntime } from '../plugin-runtime.ts';
import type { PluginSurvey } from '../plugin-survey.ts';
import type { LivePlugin } from './reconciler.ts';
import { withinLimit } from '../../runners/within-limit.ts';

export interface TellConfigParts {
  readonly survey: PluginSurvey;
  readonly runtime: PluginRuntime;
  readonly options: ParsedOptions;
}

/** Tells a running plugin of its new configuration. Gives `false` if it has to be started anew to get it. */
export async function tellConfig(
  { record, instance }: LivePlugin,
  { survey, runtime, options }: TellConfigParts,
): Promise<boolean> {
  const outcome = survey.facts.provisionOf(record.found).config;
  const { definition, context } = instance;
  if ('verdict' in outcome || context === undefined || definition?.onConfigChange === undefined) return false;
  const { activateMs } = options.limits;
  // From the context, which tells of the secrets in it.
  const ended = await withinLimit(() => definition.onConfigChange?.(context.config, context), activateMs);
  if (ended.status === 'done') return true;
  const thrown = ended.status === 'failed' ? runtime.redactor.redactThrown(ended.thrown) : undefined;
  const why = ended.status === 'late' ? `it did not settle within ${activateMs} ms` : describeThrown(thrown);
  const message = `The plugin "${record.id}" did not take its new configuration, and is started anew: ${why}`;
  const data = { plugin: record.id, version: record.version };
  runtime.hub.tellError(record, 'config', new HooklineError('CONFIG_REFUSED', message, { data, cause: thrown }));
  return false;
}
