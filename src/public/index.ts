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
export type { Filter, FilterTest } from '../hooks/filter.ts';
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
