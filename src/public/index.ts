export { builtin, type BuiltinPlugin } from '../discovery/builtin.ts';
export { directory } from '../discovery/directory.ts';
export { list } from '../discovery/list.ts';
export { nodeModules, type NodeModulesOptions } from '../discovery/node-modules.ts';
export type { Finding, FindOptions, FoundPlugin, Source } from '../discovery/source.ts';
export type { SourceOptions } from '../discovery/source-options.ts';
export { ERROR_CATALOGUE, type CatalogueEntry, type ErrorCode, type ErrorGroup } from '../errors/catalogue.ts';
export { fromWire } from '../errors/from-wire.ts';
export { HooklineError, isHooklineError, type ErrorData, type HooklineErrorOptions } from '../errors/hookline-error.ts';
export type { JsonValue } from '../errors/json-safe.ts';
export type { EntryStatus, JsonReport, JsonReportEntry } from '../errors/report.ts';
export { toWire } from '../errors/to-wire.ts';
export type { WireError } from '../errors/wire-error.ts';
export { createHooks, type CreateHooksOptions } from '../hooks/create-hooks.ts';
export { defineHookspecs } from '../hooks/define-hookspecs.ts';
export type { Timing } from '../hooks/dispatcher.ts';
export { draftOf, type DraftableData } from '../hooks/draft-of.ts';
export { memoize, type MemoizedHook, type MemoizeOptions } from '../hooks/memoize.ts';
export { inTransaction, type TransactionOptions, type TransactionTarget } from '../hooks/in-transaction.ts';
export type { Filter, FilterTest } from '../hooks/filter.ts';
export type { CallBegin, CallOutcome } from '../hooks/call-events.ts';
export type { HookContext } from '../hooks/hook-context.ts';
export type { HookEvents } from '../hooks/hook-events.ts';
export type {
  AnySchema,
  ArgsOf,
  ArgsShape,
  AsyncAnswer,
  AsyncAnswers,
  AsyncNothing,
  AsyncThread,
  AsyncTypes,
  HookTypes,
  InputOf,
  NoArgs,
  NotPromise,
  SyncAnswer,
  SyncAnswers,
  SyncNothing,
  SyncThread,
  SyncTypes,
} from '../hooks/hook-types.ts';
export type {
  Handler,
  HandlerHookimpl,
  Hookimpl,
  HookimplEntry,
  HookimplList,
  HookimplOptions,
  Hookimpls,
  WrapperHandler,
  WrapperHookimpl,
} from '../hooks/hookimpl.ts';
export type {
  CallArguments,
  CallOptions,
  DeclaredHooks,
  HookCaller,
  Hooks,
  NamedHookspec,
  PluginInfo,
  Registration,
} from '../hooks/hooks.ts';
export {
  hook,
  type AsyncOptions,
  type CommonOptions,
  type ConcurrencyOption,
  type Deprecation,
  type ErrorPolicy,
  type HooksLike,
  type HooksOf,
  type Hookspec,
  type HookspecData,
  type HookspecSet,
  type LoopOption,
  type PayloadPolicy,
  type ReturnsOption,
  type SchemaOf,
  type ThreadOption,
  type TypesOf,
  type ValidationPolicy,
} from '../hooks/hookspec.ts';
export { KINDS, type Kind, type KindTraits } from '../hooks/kinds.ts';
export type { PlanEntry } from '../hooks/plan-entry.ts';
export type { PluginIdentity } from '../hooks/registered-hookimpl.ts';
export type { Report, ReportEntry, Reported } from '../hooks/report.ts';
export type { StatsRow } from '../hooks/stats.ts';
export type { AdaptedHook, ApiAdapter, ApiDeprecation } from '../manager/lifecycle/api-adapter.ts';
export type { BootFacts, BootReport } from '../manager/boot-report.ts';
export type { Clock } from '../manager/clock.ts';
export type { BreakerOptions, BreakerState } from '../manager/health/breaker.ts';
export { describeApi, type ApiContract, type ApiVersion, type HookContract } from '../manager/api-contract.ts';
export { checkApi, type DeprecationPolicy } from '../manager/check-api.ts';
export { createPluginManager } from '../manager/create-plugin-manager.ts';
export { defineConfig } from '../manager/define-config.ts';
export type { ProgressEvent } from '../manager/context/create-plugin-context.ts';
export type { Explanation, ExplanationData, RunTimeStanding } from '../manager/resolution/explanation.ts';
export type { PluginHealth } from '../manager/health/health-ward.ts';
export type { LockClaimSnapshot, LockSnapshot } from '../manager/context/locks.ts';
export type { LockDocument, LockedPlugin } from '../manager/lockfile/lock-document.ts';
export { readLock } from '../manager/lockfile/read-lock.ts';
export { writeLock } from '../manager/lockfile/write-lock.ts';
export type { PluginResources, ResourceLeak, ResourceReport } from '../manager/health/resource-report.ts';
export type { RssReport } from '../manager/health/rss-trend.ts';
export { describeForm } from '../manager/form/describe-form.ts';
export { formProblems } from '../manager/form/form-problems.ts';
export type { FormField, FormInput } from '../manager/form/form.ts';
export type { LogLevel, LogThreshold } from '../manager/context/log-levels.ts';
export type { PluginCheck } from '../manager/check-plugin.ts';
export type { CommandArgument, CommandInfo, CommandOption, TemplateInfo } from '../manager/commands/command-info.ts';
export type { RunCommandOptions } from '../manager/commands/run-command.ts';
export type { LoadedModule } from '../manager/lifecycle/load-trace.ts';
export { definePluginType } from '../manager/plugin-types/define-plugin-type.ts';
export { describePluginType } from '../manager/plugin-types/describe-plugin-type.ts';
export type { PluginType, TypeConfig } from '../manager/plugin-types/plugin-type.ts';
export { scaffoldType, type TypeScaffold } from '../manager/plugin-types/scaffold-type.ts';
export type { RescanReport } from '../manager/rescan-report.ts';
export type { ErrorPhase, ManagerEvents } from '../manager/manager-events.ts';
export type {
  HealthOptions,
  LimitOptions,
  PluginHost,
  PluginManagerOptions,
  RunnerOptions,
} from '../manager/manager-options.ts';
export type { LogRecord } from '../manager/context/plugin-log.ts';
export type { PluginManager } from '../manager/plugin-manager.ts';
export { TRANSITIONS, type BlockedState, type PluginState } from '../manager/lifecycle/plugin-state.ts';
export type { PluginFilter, PluginStatus } from '../manager/plugin-status.ts';
export type { PluginLimit, PluginPermission } from '../manager/isolation/plugin-isolation.ts';
export type { TrustOptions } from '../manager/permissions/consent-changes.ts';
export type { GrantStatus } from '../manager/permissions/grant-sheet.ts';
export type { Preview, PreviewChange, PreviewRequest, PreviewStep } from '../manager/preview.ts';
export type { IndexKind } from '../manager/query/index-kind.ts';
export type { PluginPage, PluginQuery, SortKey } from '../manager/query/plugin-query.ts';
export type { PluginPolicy, PolicySubject } from '../manager/state/policy.ts';
export type { SecretProvider } from '../manager/context/resolve-secrets.ts';
export type { HostService } from '../manager/context/service-table.ts';
export type { Manifest, ManifestInput } from '../manifest/manifest.ts';
export type { Problem } from '../manifest/problem.ts';
export type { Enforceable, EnforcementLevel } from '../runners/enforcement-fact.ts';
export { bubblewrap, type BubblewrapOptions, type LaunchedUnit, type Launcher } from '../runners/launchers.ts';
export type { RunnerName } from '../runners/runner.ts';
