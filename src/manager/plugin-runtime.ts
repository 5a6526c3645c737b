import { setImmediate } from 'node:timers/promises';
import { claimFolder, type StackOwner } from './health/stack-owners.ts';
import { createHooksHandle } from '../hooks/create-hooks.ts';
import type { Culprit } from '../hooks/call-errors.ts';
import type { HooklineError } from '../errors/hookline-error.ts';
import type { HooksHandle } from '../hooks/hooks-handle.ts';
import type { HookspecData } from '../hooks/hookspec.ts';
import type { ManagedRegistration } from '../hooks/managed-registration.ts';
import type { AnyHandler, PluginIdentity } from '../hooks/registered-hookimpl.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { captureConsole, type ConsoleOutput } from './health/console-capture.ts';
import type { SharedParts } from './context/create-plugin-context.ts';
import { pluginErrorLate, pluginLeak } from './health/health-errors.ts';
import { LeakWatch } from './health/leak-watch.ts';
import type { ResourceReport } from './health/resource-report.ts';
import { HealthWard, type BreakerChange } from './health/health-ward.ts';
import { limitPlace, toKernelHookimpls, type PlacedHookimpl } from './lifecycle/kernel-hookimpls.ts';
import type { LivePlugin } from './lifecycle/reconciler.ts';
import { LoadTrace } from './lifecycle/load-trace.ts';
import { Locks } from './context/locks.ts';
import { LogLevels } from './context/log-levels.ts';
import { LoopWatch } from './health/loop-watch.ts';
import type { ErrorPhase } from './manager-events.ts';
import { ManagerHub } from './manager-hub.ts';
import type { ParsedOptions } from './parse-options.ts';
import { OffloadPool } from './context/offload-pool.ts';
import { reportResources } from './report-resources.ts';
import type { PluginFacts } from './plugin-facts.ts';
import type { PluginInstance } from './lifecycle/plugin-instance.ts';
import { watchProcessErrors, type StrayError } from './health/process-errors.ts';
import { Redactor } from './context/redactor.ts';
import { guardImports } from '../runners/guard-imports.ts';
import { knowPluginFolders } from '../runners/plugin-folders.ts';
import { ignoreInspectorSignal } from '../runners/ignore-inspector-signal.ts';
import { RunRecorder } from './state/run-record.ts';
import { ServiceTable } from './context/service-table.ts';

/** What the runtime asks of those who know the plugins. */
export interface RuntimeCallbacks {
  readonly instanceOf: (plugin: string) => PluginInstance | undefined;
  readonly providerOf: (asker: string, service: string) => string | undefined;
  readonly onBreaker: (change: BreakerChange) => void;
}

/** What all plugins of a manager share while it runs: the hooks, and everything that watches over them. */
export class PluginRuntime {
  readonly hooks: HooksHandle;
  readonly hub = new ManagerHub();
  readonly levels: LogLevels;
  readonly locks = new Locks();
  readonly ward: HealthWard;
  readonly shared: SharedParts;
  readonly redactor = new Redactor();
  readonly loads: LoadTrace;
  readonly #options: ParsedOptions;
  readonly #watch: LoopWatch;
  readonly #pool: OffloadPool;
  readonly #recorder: RunRecorder | undefined;
  readonly #callbacks: RuntimeCallbacks;
  /** By folder; a plugin may still do things after it was stopped. */
  #leaks: LeakWatch | undefined;
  #folders: { readonly of: PluginFacts['found']; readonly release: () => void } | undefined;
  readonly #claims = new Map<string, { readonly owner: StackOwner; readonly release: () => void }>();
  readonly #owners = new Set<StackOwner>();
  /** The hooks that active plugins have declared. */
  readonly #contributed = new Set<string>();
  #undo: (() => void)[] = [];
  #isGuarded = false;

  constructor(options: ParsedOptions, callbacks: RuntimeCallbacks) {
    this.#options = options;
    this.#callbacks = callbacks;
    const { limits, health, services, logLevel, clock } = options;
    this.levels = new LogLevels(logLevel);
    this.loads = new LoadTrace(clock);
    this.ward = new HealthWard({
      options: health,
      clock,
      instanceOf: callbacks.instanceOf,
      onChange: callbacks.onBreaker,
    });
    this.#watch = new LoopWatch({
      blockMs: limits.blockMs,
      onBlocked: (blocking) => {
        this.ward.hasBlocked(blocking.plugin);
        this.hub.tellBlocked(blocking);
      },
    });
    this.#pool = new OffloadPool({
      onOutput: (plugin, text, stream) => this.tellOutput(plugin, stream, text),
      onLateError: (plugin, thrown) => this.#takeThreadError(plugin, thrown),
    });
    this.hooks = createHooksHandle(options.hookspecs, options.hooks, {
      longMs: limits.blockMs,
      failed: (culprit, error) => this.#takeHookError(culprit, error),
      ranLong: (culprit, durationMs, waited) => this.#takeLongRun(culprit, durationMs, waited),
    });
    const { stateDir, recordStats, host } = options;
    if (stateDir !== undefined && recordStats) {
      this.#recorder = new RunRecorder({ folder: stateDir, host: host.name, rows: () => this.hooks.stats() });
    }
    this.shared = {
      redactor: this.redactor,
      locks: this.locks,
      offloadPool: this.#pool,
      hooks: this.hooks,
      services: new ServiceTable({ host: services, providerOf: callbacks.providerOf }),
      isLogged: (plugin, level) => this.hub.hears('plugin:log') && this.levels.allows(plugin, level),
      onLog: (record) => this.hub.emit('plugin:log', record),
      onProgress: (event) => this.hub.emit('plugin:progress', event),
      onSecretRead: (read) => this.hub.emit('plugin:secret', read),
    };
  }

  /** Begins to watch. */
  open(): void {
    if (this.#options.watchLeaks) this.#leaks ??= new LeakWatch((owner) => this.#owners.has(owner));
    this.#recorder?.start();
    this.#watch.start();
    const { surviveErrors, captureConsole: capture } = this.#options;
    if (surviveErrors) this.#undo.push(watchProcessErrors((owner, stray) => this.#takeStray(owner, stray)));
    if (capture) this.#undo.push(captureConsole((owner, output) => this.#takeOutput(owner, output)));
  }

  /** What plugins hold. `running` are those that run. */
  reportResources(running: Iterable<LivePlugin>): ResourceReport {
    return reportResources(running, this.#leaks);
  }

  /** Tells what a plugin that has just stopped has left open. */
  async tellLeaks(plugin: PluginIdentity): Promise<void> {
    const leaks = (await this.#leaks?.ended(plugin.id)) ?? [];
    if (leaks.length > 0) this.tellError(plugin, 'deactivate', pluginLeak(plugin, leaks));
  }

  /** Leaves nothing behind: no timer, no thread, no listener. */
  async close(): Promise<void> {
    this.#watch.stop();
    this.ward.stop();
    await this.#pool.close();
    await this.#recorder?.stop();
    // What plugins have rejected in their last calls comes up at the end of this turn.
    await setImmediate();
    this.#leaks?.stop();
    this.#leaks = undefined;
    for (const { release } of this.#claims.values()) release();
    this.#claims.clear();
    this.#folders?.release();
    this.#folders = undefined;
    this.#owners.clear();
    for (const undo of this.#undo) undo();
    this.#undo = [];
  }

  /** From now on plugins do not import files of each other. */
  knowFolders(facts: Pick<PluginFacts, 'found' | 'folders'>): void {
    if (this.#folders?.of === facts.found) return;
    this.#folders?.release();
    this.#folders = { of: facts.found, release: knowPluginFolders(facts.folders) };
    guardImports();
  }

  /** Errors and output that come from the folder are those of the plugin from now on. */
  claim(plugin: PluginIdentity, folder: string | undefined): void {
    if (folder === undefined) return;
    const known = this.#claims.get(folder)?.owner;
    if (known?.plugin === plugin.id && known.version === plugin.version) return;
    this.#claims.get(folder)?.release();
    const owner: StackOwner = { plugin: plugin.id, version: plugin.version };
    this.#owners.add(owner);
    this.#claims.set(folder, { owner, release: claimFolder(folder, owner) });
  }

  register(
    manifest: Manifest,
    rank: number,
    placed: readonly PlacedHookimpl[],
    handlerOf: (placed: PlacedHookimpl) => AnyHandler,
  ): ManagedRegistration {
    const hookimpls = toKernelHookimpls(placed, handlerOf);
    return this.hooks.registerManaged({ id: manifest.id, version: manifest.version }, hookimpls, {
      rank,
      redact: (thrown) => this.redactor.redactThrown(thrown),
      suspended: undefined,
      admit: undefined,
      callMs: manifest.limits.callMs,
      limitPlace: (hook, id) => limitPlace(placed, hook, id),
    });
  }

  /** Declares hookspecs of a plugin; gives the undo. */
  declare(hookspecs: Readonly<Record<string, HookspecData>>, onDeclared: () => void): () => void {
    const declared = this.hooks.declare(hookspecs);
    for (const name of Object.keys(hookspecs)) this.#contributed.add(name);
    onDeclared();
    return () => {
      for (const name of Object.keys(hookspecs)) this.#contributed.delete(name);
      declared.dispose();
    };
  }

  /** Those of plugins come and go with them, and whoever implements one needs its plugin. */
  get hookNamesOfHost(): readonly string[] {
    return this.hooks.specs.map(({ name }) => name).filter((name) => !this.#contributed.has(name));
  }

  /** A process without any permission could wake the inspector of the host, and run code in it. */
  guardInspector(): void {
    if (this.#isGuarded) return;
    this.#isGuarded = true;
    const undo = ignoreInspectorSignal();
    this.#undo.push(() => {
      undo();
      this.#isGuarded = false;
    });
  }

  /** Tells of a line that a plugin wrote in a thread or process of its own. */
  tellOutput(plugin: PluginIdentity, stream: 'stdout' | 'stderr', text: string): void {
    this.#log(plugin, { level: stream === 'stderr' ? 'error' : 'info', text });
  }

  /** Tells of an error that quotes what a plugin threw. */
  tellError(plugin: { readonly id: string; readonly version: string }, phase: ErrorPhase, error: HooklineError): void {
    // A copy of one of our errors is one, too.
    this.hub.tellError(plugin, phase, this.redactor.redactThrown(error) as HooklineError);
  }

  /** A command of a plugin failed, or took too long. */
  commandFailed(plugin: PluginIdentity, error: HooklineError): void {
    this.tellError(plugin, 'command', error);
    this.ward.failed(plugin.id, error);
  }

  #takeHookError({ hookimpl: { plugin } }: Culprit, error: HooklineError): void {
    if (this.#callbacks.instanceOf(plugin.id) === undefined) return;
    this.hub.tellError(plugin, 'hook', error);
    this.ward.failed(plugin.id, error);
  }

  #takeLongRun({ hook, hookimpl, callId }: Culprit, durationMs: number, waited: boolean): void {
    const plugin = hookimpl.plugin.id;
    if (this.#callbacks.instanceOf(plugin) === undefined) return;
    if (durationMs > (this.#options.hooks.slowMs ?? 1000)) this.ward.wasSlow(plugin);
    const endedAt = performance.now();
    if (durationMs <= this.#options.limits.blockMs) return;
    const suspect = { plugin, hook: hook.name, callId, startedAt: endedAt - durationMs, endedAt };
    this.#watch.suspect({ ...suspect, isSync: !waited });
  }

  /** All managers of the process hear of all strays; each takes its own. */
  #takeStray(owner: StackOwner, stray: StrayError): void {
    if (!this.#owners.has(owner)) return;
    const error = this.redactor.redactThrown(stray.error);
    const plugin = { id: owner.plugin, version: owner.version };
    this.#takeLateError(plugin, pluginErrorLate(owner.plugin, { ...stray, error }));
  }

  #takeThreadError(plugin: PluginIdentity, thrown: unknown): void {
    const error = this.redactor.redactThrown(thrown);
    this.#takeLateError(plugin, pluginErrorLate(plugin.id, { error, origin: 'uncaughtException' }));
  }

  #takeLateError(plugin: PluginIdentity, error: HooklineError): void {
    this.hub.tellError(plugin, 'late', error);
    this.ward.failed(plugin.id, error);
  }

  /** Gives `false` where nobody listens: the output goes its way then. */
  #takeOutput(owner: StackOwner, output: ConsoleOutput): boolean {
    if (!this.#owners.has(owner) || !this.hub.hears('plugin:log')) return false;
    this.#log({ id: owner.plugin, version: owner.version }, output);
    return true;
  }

  #log(plugin: { readonly id: string; readonly version: string }, { level, text }: ConsoleOutput): void {
    if (!this.shared.isLogged(plugin.id, level)) return;
    const message = this.redactor.redact(text);
    this.hub.emit('plugin:log', { plugin: plugin.id, version: plugin.version, level, message, time: Date.now() });
  }
}
