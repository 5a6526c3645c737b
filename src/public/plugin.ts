export {
  definePlugin,
  type HealthAnswer,
  type PluginDefinition,
  type PluginHookimpls,
  type PluginTypes,
} from '../plugin/define-plugin.ts';
export type {
  CallState,
  ContributedBy,
  Disposal,
  Lock,
  LockOptions,
  OffloadOptions,
  PluginContext,
  PluginHookCaller,
  PluginHookContext,
  PluginLocks,
  PluginLog,
  PluginSecrets,
  PluginServices,
  Progress,
} from '../plugin/plugin-context.ts';
export type { CommandArgs, CommandInput, CommandOptions, PluginCommands } from '../plugin/plugin-commands.ts';
export type { HttpAnswer, HttpRequest, PluginHttp } from '../plugin/plugin-http.ts';
export type { Transaction } from '../plugin/run-transaction.ts';
