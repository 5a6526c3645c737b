import { mapBounded } from '../../discovery/map-bounded.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { HooklineError } from '../../errors/hookline-error.ts';
import { ignoreRejection } from '../../hooks/thenable.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { PluginInstance } from './plugin-instance.ts';
import { recordKey, type PluginRecord, type Standing, type Transition } from './plugin-record.ts';
import { PluginRecords } from './plugin-records.ts';
import type { Resolution, ResolvedPlugin } from '../resolution/resolution.ts';
import type { BlockedState } from './plugin-state.ts';
import { isSamePlugin } from './same-plugin.ts';

/** A plugin that has a place in the plans, or is about to get one. */
export interface LivePlugin {
  readonly record: PluginRecord;
  readonly instance: PluginInstance;
  resolved: ResolvedPlugin;
  /** Its place in the order of activation, from 1. */
  rank: number;
  /** What it was granted when it took its place. */
  readonly granted: string;
}

export interface ReconcilerParts {
  readonly resolve: (failed: ReadonlyMap<string, string>) => Resolution;
  readonly createInstance: (record: PluginRecord, resolved: ResolvedPlugin, rank: number) => PluginInstance;
  readonly onTransition: (transition: Transition) => void;
  /** A plugin whose hookimpls do not fit the hooks of the host. */
  readonly onMisfit: (record: PluginRecord, error: HooklineError) => void;
  /** Something has failed outside of a reconciliation, and another one is due. */
  readonly onDue: () => void;
  /** How many plugins are activated at the same time. */
  readonly activations: number;
  readonly isEager: (manifest: Manifest) => boolean;
  readonly hasSyncHooks: (manifest: Manifest) => boolean;
  /** What is granted to a plugin, as a text that changes with it. */
  readonly grantedTo: (found: FoundPlugin) => string;
}

const NONE: ReadonlySet<string> = new Set();

/** What keeps a plugin from being activated without being a failure of its own. */
const BLOCKED_BY: Readonly<Partial<Record<ErrorCode, BlockedState>>> = {
  DEPENDENCY_UNAVAILABLE: 'unresolved',
  LOCK_MISMATCH: 'untrusted',
  PERMISSION_NOT_GRANTED: 'untrusted',
  PLUGIN_REFUSED: 'untrusted',
  PLUGIN_UNTRUSTED: 'untrusted',
};

/**
 * Brings what runs in line with what the resolution says. One reconciliation runs at a time. Calls never see a plugin that is
 * neither there nor replaced: the new one takes its place before the old one has ended, and waits for that.
 */
export class Reconciler {
  readonly live = new Map<string, LivePlugin>();
  /** By id, why a plugin failed; until it is enabled, reloaded or changed. */
  readonly failed = new Map<string, { readonly found: FoundPlugin; readonly error: HooklineError }>();
  resolution: Resolution | undefined;
  readonly #records: PluginRecords;
  readonly #parts: ReconcilerParts;
  /** Ends of earlier instances, by id. */
  readonly #leaving = new Map<string, Promise<void>>();
  #isRunning = false;
  #isReconciling = false;
  #isDirty = false;

  constructor(parts: ReconcilerParts) {
    this.#parts = parts;
    this.#records = new PluginRecords(parts.onTransition);
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  recordOf(found: FoundPlugin): PluginRecord | undefined {
    return this.#records.of(found);
  }

  /** Waits for the earlier instance of a plugin to end. */
  async predecessorEnded(id: string): Promise<void> {
    await this.#leaving.get(id);
  }

  /** Whether a plugin cannot be activated before an earlier instance has ended: its own, or that of one that it needs. */
  awaitsAnEnd(id: string): boolean {
    const needed = new Set([id]);
    for (const each of needed) {
      if (this.#leaving.has(each)) return true;
      for (const dependency of this.live.get(each)?.resolved.dependencies ?? []) needed.add(dependency);
    }
    return false;
  }

  begin(): void {
    this.#isRunning = true;
  }

  /** Makes what runs what should run. `restart` names plugins that are to be started anew with all that need them. */
  async reconcile(restart: ReadonlySet<string> = NONE): Promise<void> {
    this.#isReconciling = true;
    try {
      await this.#pass(restart);
      while (this.#isDirty) await this.#pass(NONE);
    } finally {
      this.#isReconciling = false;
    }
  }

  async stopAll(): Promise<void> {
    this.#isRunning = false;
    const reason = 'The manager was stopped.';
    const { ended } = await this.#whenSettled(
      () => true,
      (leaving) => {
        const retired = this.#retire(leaving);
        for (const { record } of leaving) record.move('stopped', { reason });
        return { ended: retired };
      },
    );
    await ended;
    for (const record of this.#records.all) if (record.state === 'failed') record.move('stopped', { reason });
    this.failed.clear();
  }

  /** Notes that a plugin failed; what needs it follows. */
  fail(record: PluginRecord, instance: PluginInstance, error: HooklineError): void {
    const { id, found } = record;
    if (this.live.get(id)?.instance === instance) this.live.delete(id);
    const blocked = BLOCKED_BY[error.code];
    if (blocked !== undefined) {
      record.move(blocked, toStanding(error));
    } else {
      this.failed.set(id, { found, error });
      record.move('failed', toStanding(error));
    }
    this.#isDirty = true;
    if (!this.#isReconciling) this.#parts.onDue();
  }

  /** Stops a plugin that runs, because it has failed. */
  stopFailed(record: PluginRecord, instance: PluginInstance, error: HooklineError): void {
    instance.retire();
    this.#await(record.id, instance.stop());
    this.fail(record, instance, error);
  }

  async #pass(restart: ReadonlySet<string>): Promise<void> {
    this.#isDirty = false;
    const resolution = this.#parts.resolve(new Map([...this.failed].map(([id, { error }]) => [id, error.message])));
    const restarted = this.#withDependents([...restart, ...this.#regranted(resolution)], resolution);
    const { ended, eager } = await this.#whenSettled(
      (plugin) => !this.#isWanted(plugin, resolution, restarted),
      (leaving) => {
        this.resolution = resolution;
        this.#keepRecords(resolution);
        const retired = this.#retire(leaving);
        this.#moveRecords(resolution);
        return { ended: retired, eager: this.#enter(resolution) };
      },
    );
    await ended;
    await mapBounded(eager, (plugin) => this.#activateEagerly(plugin), this.#parts.activations);
  }

  #keepRecords({ plugins, byId }: Resolution): void {
    this.#records.keep(plugins.map(({ found }) => found));
    for (const [id, failure] of this.failed) {
      if (isStill(failure.found, byId.get(id)?.found)) continue;
      this.failed.delete(id);
      this.#isDirty = true;
    }
  }

  #isWanted({ record, instance }: LivePlugin, { byId }: Resolution, restarted: ReadonlySet<string>): boolean {
    const resolved = byId.get(record.id);
    return (
      this.#isRunning &&
      resolved !== undefined &&
      resolved.verdict === undefined &&
      !restarted.has(record.id) &&
      isStill(instance.found, resolved.found)
    );
  }

  /** Those to which more or less is granted than when they took their place. */
  #regranted({ byId }: Resolution): readonly string[] {
    return [...this.live.values()].flatMap(({ record: { id }, granted }) => {
      const found = byId.get(id)?.found;
      return found === undefined || this.#parts.grantedTo(found) === granted ? [] : [id];
    });
  }

  /** Those that need a plugin hold on to what it gave them: they begin anew with it. */
  #withDependents(ids: readonly string[], { byId }: Resolution): ReadonlySet<string> {
    const all = new Set(ids);
    for (const id of all) for (const dependent of byId.get(id)?.dependents ?? []) all.add(dependent);
    return all;
  }

  /**
   * Hands over the plugins that are to leave, last one first, once none of them is being activated. What `change` does is done
   * in one go: no call falls into a gap, and none begins to activate a plugin that leaves.
   */
  async #whenSettled<Result>(
    isLeaving: (plugin: LivePlugin) => boolean,
    change: (leaving: readonly LivePlugin[]) => Result,
  ): Promise<Result> {
    for (;;) {
      const leaving = [...this.live.values()].filter(isLeaving).toSorted((left, right) => right.rank - left.rank);
      const activating = leaving.filter(({ instance }) => instance.isActivating);
      if (activating.length === 0) return change(leaving);
      await Promise.all(activating.map(({ instance }) => instance.settled()));
    }
  }

  /** Takes plugins out of the plans at once; their ends follow one after another. */
  #retire(leaving: readonly LivePlugin[]): Promise<void> {
    let ended: Promise<void> = Promise.resolve();
    for (const { record, instance } of leaving) {
      instance.retire();
      this.live.delete(record.id);
      if (!this.#records.has(record)) record.move('stopped', { reason: 'It is not found any more.' });
      if (!instance.isLoaded) continue;
      ended = ended.then(() => instance.stop());
      this.#await(record.id, ended);
    }
    return ended;
  }

  /** Whoever comes after a plugin waits for its end. */
  #await(id: string, ended: Promise<void>): void {
    const forget = (): void => {
      if (this.#leaving.get(id) === gone) this.#leaving.delete(id);
    };
    const gone = ended.then(forget);
    this.#leaving.set(id, gone);
  }

  #moveRecords({ plugins }: Resolution): void {
    for (const { found, verdict, id } of plugins) {
      const record = this.recordOf(found)!;
      if (verdict !== undefined) {
        const { state, code, reason, remedy } = verdict;
        record.move(state, { code, reason, remedy });
      } else if (this.failed.has(id)) {
        // Something else may have kept it from running since it failed.
        record.move('failed', toStanding(this.failed.get(id)!.error));
      } else if (!this.live.has(id) && (this.#isRunning || record.state !== 'stopped')) {
        record.move('ready');
      }
    }
  }

  /** Gives every plugin that should run its place. Gives back those that have to be activated now. */
  #enter({ order, byId }: Resolution): LivePlugin[] {
    if (!this.#isRunning) return [];
    const eager: LivePlugin[] = [];
    for (const [index, id] of order.entries()) {
      const resolved = byId.get(id)!;
      const rank = index + 1;
      const known = this.live.get(id);
      if (known !== undefined) {
        known.resolved = resolved;
        if (known.rank !== rank) known.instance.registration?.manage({ rank });
        known.rank = rank;
      } else if (!this.failed.has(id)) {
        const plugin = this.#create(resolved, rank);
        if (this.#parts.isEager(resolved.found.manifest!)) eager.push(plugin);
      }
    }
    return eager;
  }

  #create(resolved: ResolvedPlugin, rank: number): LivePlugin {
    const record = this.recordOf(resolved.found)!;
    const granted = this.#parts.grantedTo(resolved.found);
    const plugin = { record, resolved, rank, granted, instance: this.#parts.createInstance(record, resolved, rank) };
    this.live.set(record.id, plugin);
    // A synchronous call cannot wait for code to be loaded: such a plugin takes its place when it is active.
    if (!this.#parts.hasSyncHooks(plugin.instance.manifest)) this.#register(plugin);
    return plugin;
  }

  #register({ record, instance }: LivePlugin): void {
    try {
      instance.register();
    } catch (thrown) {
      const error = thrown as HooklineError;
      this.#await(record.id, instance.stop());
      this.#parts.onMisfit(record, error);
      this.fail(record, instance, error);
    }
  }

  async #activateEagerly(plugin: LivePlugin): Promise<void> {
    const { record, instance } = plugin;
    // It may have failed, or be another's dependency and active already.
    if (this.live.get(record.id) !== plugin) return;
    // Whoever wants to know what went wrong has been told.
    await instance.activate('startup').catch(ignoreRejection);
  }
}

/** Whether the plugin that takes part is the one that did, unchanged. */
function isStill(before: FoundPlugin, now: FoundPlugin | undefined): boolean {
  return now !== undefined && recordKey(before) === recordKey(now) && isSamePlugin(before, now);
}

function toStanding({ code, message, hint }: HooklineError): Standing {
  return { code, reason: message, remedy: hint };
}
