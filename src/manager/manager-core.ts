import type { ManifestCache } from '../discovery/manifest-cache.ts';
import { ignoreRejection } from '../hooks/thenable.ts';
import { BootReport } from './boot-report.ts';
import { unknownPlugin } from './resolution/explain.ts';
import { checkPlugin, type PluginCheck } from './check-plugin.ts';
import { Contributions } from './commands/contributions.ts';
import type { createInstance } from './lifecycle/create-instance.ts';
import { reloadKeptCopy } from './health/health-errors.ts';
import type { LockDocument } from './lockfile/lock-document.ts';
import { ModuleCopies } from './lifecycle/module-copies.ts';
import { activateInBackground } from './lifecycle/activate-in-background.ts';
import { createIdleUnits, type IdleUnits } from './isolation/idle-units.ts';
import { Restarts } from './isolation/restarts.ts';
import { findChoice, toChoice } from './find-choice.ts';
import { HeededSettings } from './heeded-settings.ts';
import { StateFollower } from './state/state-follower.ts';
import type { SettingsChange } from './state/settings.ts';
import { ConsentDesk } from './permissions/consent-desk.ts';
import { previewChange, type Preview, type PreviewRequest } from './preview.ts';
import { OperationQueue } from './operation-queue.ts';
import { providerOf } from './provider-of.ts';
import type { ParsedOptions } from './parse-options.ts';
import { PluginRuntime } from './plugin-runtime.ts';
import { PluginViews } from './plugin-views.ts';
import { PluginSurvey } from './plugin-survey.ts';
import type { PluginStatus } from './plugin-status.ts';
import { Reconciler } from './lifecycle/reconciler.ts';
import type { Resolution, ResolvedPlugin } from './resolution/resolution.ts';
import { toRescanReport, type RescanReport } from './rescan-report.ts';
import { resolve } from './resolution/resolve.ts';
import { serviceForHost } from './service-for-host.ts';
import { tellConfig } from './lifecycle/tell-config.ts';

/** A plugin manager without the types of its hooks. Operations run one after the other; calls of hooks never wait for them. */
export class ManagerCore {
  readonly runtime: PluginRuntime;
  readonly views: PluginViews;
  readonly contributions: Contributions;
  readonly consents: ConsentDesk;
  readonly #options: ParsedOptions;
  readonly #queue = new OperationQueue();
  readonly #survey: PluginSurvey;
  readonly #reconciler: Reconciler;
  readonly #copies = new ModuleCopies();
  readonly #follower: StateFollower | undefined;
  readonly #heeded = new HeededSettings();
  readonly #restarts: Restarts;
  #idleUnits: IdleUnits | undefined;
  /** Loaded by `start`: whoever only lists plugins needs nothing that runs them. */
  #createInstance: typeof createInstance | undefined;
  #isDue = false;
  #report: BootReport | undefined;

  constructor(options: ParsedOptions) {
    this.#options = options;
    this.#restarts = new Restarts((plugin) => this.#startAgain(plugin), options.clock);
    this.runtime = new PluginRuntime(options, {
      instanceOf: (plugin) => this.#reconciler.live.get(plugin)?.instance,
      providerOf: (asker, service) => providerOf(asker, service, this.#reconciler.live),
      onBreaker: (change) => {
        const { plugin, from, to, reason, error } = change;
        const record = this.#reconciler.live.get(plugin)?.record;
        if (to === 'open') record?.move('tripped', { code: 'PLUGIN_TRIPPED', reason, remedy: error?.hint });
        if (to === 'closed') record?.move('active');
        this.runtime.hub.emit('plugin:health', { plugin, from, to, reason });
      },
    });
    if (options.stateDir !== undefined && options.followState) {
      this.#follower = new StateFollower(options.stateDir, () => void this.#followState().catch(ignoreRejection));
    }
    this.#survey = new PluginSurvey(options, this.runtime);
    this.consents = new ConsentDesk(this.#survey, options.clock);
    this.#reconciler = new Reconciler({
      resolve: (failed) => resolve(this.#survey.toInput(failed)),
      createInstance: (record, resolved, rank) =>
        this.#createInstance!({
          record,
          resolved,
          rank,
          options: this.#options,
          runtime: this.runtime,
          survey: this.#survey,
          reconciler: this.#reconciler,
          copies: this.#copies,
          restarts: this.#restarts,
        }),
      onTransition: (transition) => this.runtime.hub.tellState(transition),
      onMisfit: (record, error) => this.runtime.hub.tellError(record, 'activate', error),
      onDue: () => this.#reconcileSoon(),
      activations: options.limits.activations,
      isEager: (manifest) => this.#survey.isEager(manifest),
      grantedTo: (found) => this.#survey.grantsOf(found).fingerprint,
      hasSyncHooks: (manifest) => this.#survey.syncHooksOf(manifest).length > 0,
    });
    this.views = new PluginViews({
      options,
      survey: this.#survey,
      reconciler: this.#reconciler,
      runtime: this.runtime,
    });
    this.contributions = new Contributions({
      choices: options.commands,
      resolution: () => this.#resolution,
      liveOf: (plugin) => this.#reconciler.live.get(plugin),
      statusOf: (plugin) => this.views.get(plugin),
      redact: (thrown) => this.runtime.redactor.redactThrown(thrown),
      onFailed: (plugin, error) => this.runtime.commandFailed(plugin, error),
    });
  }

  get isRunning(): boolean {
    return this.#reconciler.isRunning;
  }

  start(): Promise<BootReport> {
    return this.#queue.run(async () => {
      if (this.#report !== undefined && this.isRunning) return this.#report;
      const startedAt = performance.now();
      const before = { ...this.#survey.cache.counts };
      // Before the state is read: what is written meanwhile is seen.
      this.#follower?.start();
      await this.#survey.look();
      this.#heeded.begin(this.#survey.store.settings);
      ({ createInstance: this.#createInstance } = await import('./lifecycle/create-instance.ts'));
      const resolvedAt = performance.now();
      this.runtime.open();
      this.#reconciler.begin();
      await this.#reconciler.reconcile();
      this.#report = new BootReport({
        host: this.#options.host,
        findMs: this.#survey.facts.findMs,
        resolveMs: resolvedAt - startedAt - this.#survey.facts.findMs,
        activateMs: performance.now() - resolvedAt,
        durationMs: performance.now() - startedAt,
        manifests: countsSince(before, this.#survey.cache.counts),
        problems: this.#survey.facts.problems,
        plugins: this.views.list(),
      });
      this.#activateInBackground();
      this.#watchIdle();
      return this.#report;
    });
  }

  stop(): Promise<void> {
    return this.#queue.run(async () => {
      this.#follower?.stop();
      this.#idleUnits?.stop();
      // Also of a manager that was only looked at.
      this.views.close();
      if (!this.isRunning) return;
      this.#restarts.stop();
      await this.#reconciler.stopAll();
      await this.runtime.close();
      this.#report = undefined;
    });
  }

  rescan(): Promise<RescanReport> {
    return this.#queue.run(async () => {
      const before = this.views.list();
      await this.#survey.look();
      await this.#reconciler.reconcile();
      this.#activateInBackground();
      return toRescanReport(before, this.views.list());
    });
  }

  /**
   * Changes the settings of a plugin, and what runs with them, even if they could not be written. If `prepare` throws, nothing
   * has changed.
   */
  changeSettings(
    id: string,
    prepare: (plugin: ResolvedPlugin) => SettingsChange | Promise<SettingsChange>,
  ): Promise<PluginStatus> {
    return this.#queue.run(async () => {
      const change = await prepare(await this.#known(id));
      const unwritten = await this.#survey.changeSettings(id, change);
      this.#heeded.changed(id, this.#survey.store.settings);
      await this.#tryAnew(id);
      if (unwritten !== undefined) throw unwritten;
      return this.views.get(id)!;
    });
  }

  choose(id: string, folder: string): Promise<PluginStatus> {
    return this.changeSettings(id, async () => toChoice(await findChoice(id, folder, this.views.list())));
  }

  /** Not in the queue: a plugin that takes its time keeps nobody else waiting. */
  async check(id: string): Promise<PluginCheck> {
    await this.#queue.run(() => this.#known(id));
    return checkPlugin({
      status: this.views.get(id)!,
      live: this.#reconciler.live.get(id),
      timeoutMs: this.#options.limits.checkMs,
      redact: (thrown) => this.runtime.redactor.redactThrown(thrown),
    });
  }

  async preview({ id, change }: PreviewRequest): Promise<Preview> {
    return this.#queue.run(async () =>
      previewChange({ plugin: await this.#known(id), change, survey: this.#survey, reconciler: this.#reconciler }),
    );
  }

  reload(id: string): Promise<PluginStatus> {
    return this.#queue.run(async () => {
      await this.#known(id);
      return this.#reload(id);
    });
  }

  async #reload(id: string): Promise<PluginStatus> {
    const wasActive = this.#reconciler.live.get(id)?.instance.isActive === true;
    const kept = this.#copies.renew(id);
    await this.#survey.look();
    this.#heeded.reloaded(id, this.#survey.store.settings);
    await this.#tryAnew(id, new Set([id]));
    const reloaded = this.#reconciler.live.get(id)?.instance;
    if (kept > 0) this.runtime.hub.tellWarning(reloadKeptCopy(id, kept));
    if (wasActive) await reloaded?.activate('reload').catch(ignoreRejection);
    await this.#reconciler.reconcile();
    return this.views.get(id) ?? Promise.reject(unknownPlugin(id, this.#resolution!));
  }

  #followState(): Promise<void> {
    return this.#queue.run(async () => {
      if (!this.isRunning) return;
      await this.#heeded.follow({
        survey: this.#survey,
        isKnown: (id) => this.#resolution?.byId.has(id) === true,
        isLive: (id) => this.#reconciler.live.has(id),
        tryAnew: (id) => this.#tryAnew(id),
        reload: (id) => this.#reload(id),
      });
    });
  }

  configure(id: string, config: unknown): Promise<PluginStatus> {
    return this.#queue.run(async () => {
      await this.#known(id);
      this.#survey.facts.configure(id, config);
      await this.#survey.judge();
      const live = this.#reconciler.live.get(id);
      const parts = { survey: this.#survey, runtime: this.runtime, options: this.#options };
      const isTold = live !== undefined && (await tellConfig(live, parts));
      await this.#tryAnew(id, new Set(isTold ? [] : [id]));
      return this.views.get(id)!;
    });
  }

  lock(): Promise<LockDocument> {
    return this.#queue.run(async () => {
      await this.#look();
      const { createLock } = await import('./lockfile/create-lock.ts');
      return createLock({
        host: this.#options.host,
        resolution: resolve(this.#survey.toInput(new Map())),
        sheetOf: (found) => this.#survey.grantsOf(found),
      });
    });
  }

  service(id: string): Promise<unknown> {
    return serviceForHost(id, this.#reconciler.live, this.runtime.shared.services);
  }

  get #resolution(): Resolution | undefined {
    return this.#reconciler.resolution;
  }

  /** Operations work on a manager that has not been started as well, for instance in a command line. */
  async #look(): Promise<void> {
    if (this.#resolution !== undefined) return;
    await this.#survey.look();
    await this.#reconciler.reconcile();
  }

  async #known(id: string): Promise<ResolvedPlugin> {
    await this.#look();
    const plugin = this.#resolution?.byId.get(id);
    if (plugin === undefined) throw unknownPlugin(id, this.#resolution!);
    return plugin;
  }

  /** Brings what runs in line with what was changed about a plugin, whatever it did before. */
  async #tryAnew(id: string, restart?: ReadonlySet<string>): Promise<void> {
    this.#reconciler.failed.delete(id);
    this.#restarts.forget(id);
    await this.#reconciler.reconcile(restart);
    this.runtime.ward.pardon(id, 'The operator has changed something about the plugin.');
    this.#activateInBackground();
  }

  #startAgain(plugin: string): void {
    this.#reconciler.failed.delete(plugin);
    this.#reconcileSoon();
  }

  #reconcileSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#runSoon(async () => {
      this.#isDue = false;
      if (this.isRunning) await this.#reconciler.reconcile();
    });
  }

  #watchIdle(): void {
    this.#idleUnits ??= createIdleUnits({
      options: this.#options,
      reconciler: this.#reconciler,
      restarts: this.#restarts,
      runtime: this.runtime,
      run: (operation) => this.#runSoon(operation),
    });
    this.#idleUnits?.start();
  }

  #runSoon(operation: () => Promise<void>): void {
    // Nobody waits for it: what goes wrong in here is a bug, and must not be silent.
    this.#queue.run(operation).catch((thrown: unknown) => {
      queueMicrotask(() => {
        throw thrown;
      });
    });
  }

  #activateInBackground(): void {
    if (this.isRunning) activateInBackground(this.#reconciler.live.values(), this.#options.limits.activations);
  }
}

function countsSince(before: ManifestCache['counts'], now: ManifestCache['counts']): ManifestCache['counts'] {
  return { parsed: now.parsed - before.parsed, cached: now.cached - before.cached };
}
