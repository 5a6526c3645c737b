import { realpath } from 'node:fs/promises';
import { resolve as toPath } from 'node:path';
import { contentDigest } from '../discovery/content-digest.ts';
import type { ManifestCache } from '../discovery/manifest-cache.ts';
import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { ignoreRejection } from '../hooks/thenable.ts';
import { BootReport } from './boot-report.ts';
import { HOST_ID } from './context/context-errors.ts';
import { explain } from './resolution/explain.ts';
import type { Explanation } from './resolution/explanation.ts';
import { checkPlugin, type PluginCheck } from './check-plugin.ts';
import type { createInstance } from './lifecycle/create-instance.ts';
import { reloadKeptCopy } from './health/health-errors.ts';
import { ModuleCopies } from './lifecycle/module-copies.ts';
import { activateInBackground } from './lifecycle/activate-in-background.ts';
import { Restarts } from './isolation/restarts.ts';
import { OperationQueue } from './operation-queue.ts';
import type { ParsedOptions } from './parse-options.ts';
import { PluginRuntime } from './plugin-runtime.ts';
import { PluginSurvey } from './plugin-survey.ts';
import type { PluginFilter, PluginStatus } from './plugin-status.ts';
import { Reconciler } from './lifecycle/reconciler.ts';
import type { Resolution, ResolvedPlugin } from './resolution/resolution.ts';
import { toRescanReport, type RescanReport } from './rescan-report.ts';
import { resolve } from './resolution/resolve.ts';
import type { PluginSettings } from './state/settings-schema.ts';
import { tellConfig } from './lifecycle/tell-config.ts';
import { fits, toStatus } from './to-status.ts';

/** What is said anew of a plugin; `undefined` takes back what was said. */
type Change = Partial<PluginSettings>;

/** A plugin manager without the types of its hooks. Operations run one after the other; calls of hooks never wait for them. */
export class ManagerCore {
  readonly runtime: PluginRuntime;
  readonly #options: ParsedOptions;
  readonly #queue = new OperationQueue();
  readonly #survey: PluginSurvey;
  readonly #reconciler: Reconciler;
  readonly #copies = new ModuleCopies();
  readonly #restarts = new Restarts((plugin) => this.#startAgain(plugin));
  /** Loaded by `start`: whoever only lists plugins needs nothing that runs them. */
  #createInstance: typeof createInstance | undefined;
  #isDue = false;
  #report: BootReport | undefined;

  constructor(options: ParsedOptions) {
    this.#options = options;
    this.runtime = new PluginRuntime(options, {
      instanceOf: (plugin) => this.#reconciler.live.get(plugin)?.instance,
      providerOf: (asker, service) => this.#providerOf(asker, service),
      onBreaker: (change) => {
        const { plugin, from, to, reason, error } = change;
        const record = this.#reconciler.live.get(plugin)?.record;
        if (to === 'open') record?.move('tripped', { code: 'PLUGIN_TRIPPED', reason, remedy: error?.hint });
        if (to === 'closed') record?.move('active');
        this.runtime.hub.emit('plugin:health', { plugin, from, to, reason });
      },
    });
    this.#survey = new PluginSurvey(options, this.runtime);
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
      isEager: (manifest) => manifest.activation === 'startup' || this.#survey.syncHooksOf(manifest).length > 0,
      hasSyncHooks: (manifest) => this.#survey.syncHooksOf(manifest).length > 0,
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
      await this.#survey.look();
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
        plugins: this.list(),
      });
      this.#activateInBackground();
      return this.#report;
    });
  }

  stop(): Promise<void> {
    return this.#queue.run(async () => {
      if (!this.isRunning) return;
      this.#restarts.stop();
      await this.#reconciler.stopAll();
      await this.runtime.close();
      this.#report = undefined;
    });
  }

  list(filter?: PluginFilter): readonly PluginStatus[] {
    const statuses = this.#resolution?.plugins.map((plugin) => this.#statusOf(plugin)) ?? [];
    return statuses.filter((status) => fits(status, filter ?? {}));
  }

  get(id: string): PluginStatus | undefined {
    const plugin = this.#resolution?.byId.get(id);
    return plugin === undefined ? undefined : this.#statusOf(plugin);
  }

  explain(id: string): Explanation {
    // Before the first one nothing is known, also while the first look is under way.
    const resolution = this.#resolution ?? resolve({ ...this.#survey.toInput(new Map()), found: [] });
    const record = this.#recordOf(resolution.byId.get(id));
    if (record?.state === undefined) return explain(resolution, id);
    const { reason, remedy } = record.standing;
    const isolation = this.#survey.describeIsolation(record.found);
    return explain(resolution, id, { state: record.state, reason, remedy }, isolation);
  }

  rescan(): Promise<RescanReport> {
    return this.#queue.run(async () => {
      const before = this.list();
      await this.#survey.look();
      await this.#reconciler.reconcile();
      this.#activateInBackground();
      return toRescanReport(before, this.list());
    });
  }

  /**
   * Changes the settings of a plugin, and what runs with them, even if they could not be written. If `prepare` throws, nothing
   * has changed.
   */
  changeSettings(id: string, prepare: (plugin: ResolvedPlugin) => Change | Promise<Change>): Promise<PluginStatus> {
    return this.#queue.run(async () => {
      const change = await prepare(await this.#known(id));
      let unwritten: HooklineError | undefined;
      const updated = await this.#survey.store
        .update(({ plugins }) => {
          plugins[id] = { ...plugins[id], ...change };
        })
        .catch((thrown: unknown) => {
          unwritten = thrown as HooklineError;
          return { problems: [] };
        });
      for (const problem of updated.problems) this.runtime.hub.tellProblem(problem);
      await this.#survey.judge();
      await this.#tryAnew(id);
      if (unwritten !== undefined) throw unwritten;
      return this.get(id)!;
    });
  }

  choose(id: string, folder: string): Promise<PluginStatus> {
    return this.changeSettings(id, async () => {
      if (typeof folder !== 'string') throw refused(id, `chosen: a folder is needed, not ${describeValue(folder)}`);
      const absolute = toPath(folder);
      const choice = await realpath(absolute).catch(() => absolute);
      if (this.list().some((status) => status.id === id && status.folder === choice)) return { choice };
      throw refused(id, `chosen: there is none in "${absolute}"`);
    });
  }

  /** Not in the queue: a plugin that takes its time keeps nobody else waiting. */
  async check(id: string): Promise<PluginCheck> {
    await this.#queue.run(() => this.#known(id));
    return checkPlugin({
      status: this.get(id)!,
      live: this.#reconciler.live.get(id),
      timeoutMs: this.#options.limits.checkMs,
      redact: (thrown) => this.runtime.redactor.redactThrown(thrown),
    });
  }

  trust(id: string): Promise<PluginStatus> {
    return this.changeSettings(id, async ({ found: { folder, manifest } }) => {
      if (folder === undefined) throw refused(id, 'trusted: it is a plugin in code, which needs no trust');
      const digest = await contentDigest(folder);
      return { trust: { digest, version: manifest?.version ?? '', at: new Date().toISOString() } };
    });
  }

  reload(id: string): Promise<PluginStatus> {
    return this.#queue.run(async () => {
      await this.#known(id);
      const wasActive = this.#reconciler.live.get(id)?.instance.isActive === true;
      const kept = this.#copies.renew(id);
      await this.#survey.look();
      await this.#tryAnew(id, new Set([id]));
      const reloaded = this.#reconciler.live.get(id)?.instance;
      if (kept > 0) this.runtime.hub.tellWarning(reloadKeptCopy(id, kept));
      if (wasActive) await reloaded?.activate('reload').catch(ignoreRejection);
      await this.#reconciler.reconcile();
      return this.get(id) ?? Promise.reject(this.#unknown(id));
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
      return this.get(id)!;
    });
  }

  async service(id: string): Promise<unknown> {
    if (this.#providerOf(HOST_ID, id) === undefined) {
      const message = `No plugin that runs provides the service "${id}".`;
      throw new HooklineError('SERVICE_MISSING', message, { data: { service: id } });
    }
    return this.runtime.shared.services.get({
      asker: { plugin: { id: HOST_ID, version: '' }, manifest: { requires: { [id]: '*' }, permissions: [] } },
      id,
      activate: (provider) => this.#reconciler.live.get(provider)!.instance.activate(`service ${id}`),
    });
  }

  /** For the host, the plugin that comes first; for a plugin, the one that the resolution has chosen. */
  #providerOf(asker: string, service: string): string | undefined {
    const { live } = this.#reconciler;
    if (asker !== HOST_ID) return live.get(asker)?.resolved.services.get(service);
    const providers = [...live.values()].filter(({ instance }) => Object.hasOwn(instance.manifest.provides, service));
    return providers.toSorted((left, right) => left.rank - right.rank)[0]?.record.id;
  }

  get #resolution(): Resolution | undefined {
    return this.#reconciler.resolution;
  }

  #statusOf(plugin: ResolvedPlugin): PluginStatus {
    const record = this.#reconciler.recordOf(plugin.found)!;
    const live = this.#reconciler.live.get(plugin.id);
    const isLive = live?.record === record;
    return toStatus({
      plugin,
      record,
      instance: isLive ? live.instance : undefined,
      health: this.runtime.ward.healthOf(plugin.id),
      runner: this.#survey.runnerNameOf(plugin.found),
      isTrusted: this.#survey.facts.trustOf(plugin.found) === undefined,
    });
  }

  #recordOf(plugin: ResolvedPlugin | undefined): ReturnType<Reconciler['recordOf']> {
    return plugin === undefined ? undefined : this.#reconciler.recordOf(plugin.found);
  }

  /** Operations work on a manager that has not been started as well, for instance in a command line. */
  async #known(id: string): Promise<ResolvedPlugin> {
    if (this.#resolution === undefined) {
      await this.#survey.look();
      await this.#reconciler.reconcile();
    }
    const plugin = this.#resolution?.byId.get(id);
    if (plugin === undefined) throw this.#unknown(id);
    return plugin;
  }

  #unknown(id: string): HooklineError {
    try {
      this.explain(id);
    } catch (error) {
      return error as HooklineError;
    }
    throw new Error(`The plugin "${id}" is there.`);
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
    const operation = async (): Promise<void> => {
      this.#isDue = false;
      if (this.isRunning) await this.#reconciler.reconcile();
    };
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

function refused(id: string, why: string): HooklineError {
  return new HooklineError('OPERATION_REFUSED', `The plugin "${id}" cannot be ${why}.`, {
    data: { plugin: id },
  });
}
