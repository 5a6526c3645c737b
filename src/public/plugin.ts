export {
  definePlugin,
  type PluginDefinition,
  type PluginHookimpls,
  type PluginTypes,
  type UnspecifiedTypes,
} from '../plugin/define-plugin.ts';
export type {
  Disposal,
  Lock,
  LockOptions,
  OffloadOptions,
  PluginContext,
  PluginHookContext,
  PluginLocks,
  PluginLog,
  PluginSecrets,
  PluginServices,
  Progress,
} from '../plugin/plugin-context.ts';
