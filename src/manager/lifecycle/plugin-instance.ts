import { isHooklineError, type HooklineError } from '../../errors/hookline-error.ts';
import type { ManagedRegistration } from '../../hooks/managed-registration.ts';
import type { AnyHandler } from '../../hooks/registered-hookimpl.ts';
import { ignoreRejection } from '../../hooks/thenable.ts';
import { lazyHandler } from '../../hooks/lazy-handler.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { AnyPluginDefinition } from '../../plugin/define-plugin.ts';
import type { PluginContext } from '../../plugin/plugin-context.ts';
import type { Unit, UnitExit } from '../../runners/runner.ts';
import type { ApiAdapter } from './api-adapter.ts';
import { assertSameCommands, assertSameHookspecs, assertSameServices } from './assert-same-names.ts';
import { bindHandler } from './bind-handler.ts';
import { CallGate } from './call-gate.ts';
import { findHandlers } from './code-hookimpls.ts';
import { InFlight } from './in-flight.ts';
import { placeHookimpls, type PlacedHookimpl } from './kernel-hookimpls.ts';
import type { LivingContext } from '../context/living-context.ts';
import type { ErrorPhase } from '../manager-events.ts';
import { parseDefinition } from './parse-definition.ts';
import { notActivated, stepFailed, stepTooSlow } from './life-errors.ts';
import type { LoadedPlugin } from './loaded-plugin.ts';
import { withinLimit } from '../../runners/within-limit.ts';

/** How long the steps of a plugin's life may take, in milliseconds. */
export interface LifeLimits {
  readonly importMs: number;
  readonly activateMs: number;
  readonly drainMs: number;
  readonly deactivateMs: number;
}

/** What the manager does for an instance. */
export interface InstanceHost {
  readonly limits: LifeLimits;
  readonly adapter: ApiAdapter | undefined;
  /** Those of its hooks that have to answer at once. */
  readonly syncHooks: ReadonlySet<string>;
  /** Activates the plugins that have to be active before this one. Rejects if one of them cannot be. */
  activateDependencies(): Promise<void>;
  load(): Promise<LoadedPlugin>;
  createContext(): LivingContext;
  /** Registers the hookimpls, whose handlers `handlerOf` gives. */
  register(placed: readonly PlacedHookimpl[], handlerOf: (placed: PlacedHookimpl) => AnyHandler): ManagedRegistration;
  /** Blacks secrets out of what the plugin threw. */
  redact(thrown: unknown): unknown;
  onActivating(trigger: string): void;
  onActive(): void;
  /** The instance is over, and has been cleaned up. */
  onFailed(error: HooklineError, phase: ErrorPhase): void;
  onError(error: HooklineError, phase: ErrorPhase): void;
  /** The thread or process that the plugin runs in has ended by itself, and the plugin with it. */
  onExited(exit: UnitExit): void;
  /** Why it does not run, if it does not. */
  whyNot(): string | undefined;
  /** Whether it cannot be activated before an earlier instance, its own or that of a plugin that it needs, has ended. */
  awaitsAnEnd(): boolean;
  /** The handler of whoever came after an instance that was stopped before its code was loaded, if anybody did. */
  successorOf(placed: PlacedHookimpl): AnyHandler | Promise<AnyHandler> | undefined;
}

type Decorate = (handler: AnyHandler) => AnyHandler;

const WAS_STOPPED = 'was stopped before its code was loaded';
const TAKES_PART_LATER = 'takes part from the next call on: it starts when what is ending has ended';

const asItIs: Decorate = (handler) => handler;

/** One life of a plugin: from taking its place in the plans to the end of everything that it began. */
export class PluginInstance {
  readonly found: FoundPlugin;
  readonly manifest: Manifest;
  readonly placed: readonly PlacedHookimpl[];
  /** Milliseconds that importing and activating took. */
  importMs: number | undefined;
  activateMs: number | undefined;
  /** What made the plugin be activated. */
  activatedBy: string | undefined;
  registration: ManagedRegistration | undefined;
  readonly commandsInFlight = new InFlight();
  readonly #host: InstanceHost;
  #activation: Promise<void> | undefined;
  #living: LivingContext | undefined;
  #definition: AnyPluginDefinition | undefined;
  readonly #handlers = new Map<PlacedHookimpl, AnyHandler>();
  readonly #gate: CallGate | undefined;
  #decorate: Decorate = asItIs;
  #phase: ErrorPhase = 'import';
  #isActivating = false;
  #isClosed = false;
  #isStopping = false;
  #unit: Unit | undefined;

  constructor(found: FoundPlugin, manifest: Manifest, host: InstanceHost) {
    this.found = found;
    this.manifest = manifest;
    this.#host = host;
    this.placed = placeHookimpls(manifest, host.adapter);
    const { concurrency } = manifest.limits;
    if (concurrency !== undefined) this.#gate = new CallGate(manifest, concurrency);
  }

  get isActive(): boolean {
    return this.#definition !== undefined && !this.#isClosed;
  }

  get definition(): AnyPluginDefinition | undefined {
    return this.#definition;
  }

  get disposals(): number {
    return this.#living?.disposals ?? 0;
  }

  get context(): PluginContext | undefined {
    return this.#living?.context;
  }

  /** The thread or process that it runs in, if it has one of its own. */
  get unit(): Unit | undefined {
    return this.#unit;
  }

  /** Whether its code was ever asked for. */
  get isLoaded(): boolean {
    return this.#activation !== undefined;
  }

  get isActivating(): boolean {
    return this.#isActivating;
  }

  /** Resolves when no activation is under way any more, however it ended. */
  async settled(): Promise<void> {
    await this.#activation?.catch(() => undefined);
  }

  /** Takes its place in the plans. Handlers that are not there yet are loaded by the first call that comes to them. */
  register(): void {
    this.registration = this.#host.register(this.placed, (placed) =>
      this.isActive ? this.#handlers.get(placed)! : lazyHandler((isOutOfDate) => this.#find(placed, isOutOfDate)),
    );
  }

  /** Loads and activates the plugin, once. Rejects with the error that it failed with. */
  activate(trigger: string): Promise<void> {
    if (this.#isClosed) return Promise.reject(notActivated(this.manifest, WAS_STOPPED, this.#host.whyNot()));
    return (this.#activation ??= this.#activate(trigger));
  }

  /** Puts the handlers in place once they are there, each as `decorate` makes it. */
  setHandlers(decorate: Decorate = asItIs): void {
    this.#decorate = decorate;
    this.renewHandlers();
  }

  /** Puts them in place again: another plugin has declared a hook of theirs. */
  renewHandlers(): void {
    this.registration?.setHandlers((hook, id) => this.#decorate(this.#handlers.get(this.#placedAt(hook, id)!)!));
  }

  #placedAt(hook: string, id: string): PlacedHookimpl | undefined {
    return this.placed.find(({ target, targetId }) => target === hook && targetId === id);
  }

  async #find(placed: PlacedHookimpl, isOutOfDate: boolean): Promise<AnyHandler> {
    // An end waits for the calls that began before it. If such a call waited for an end, neither would ever come.
    if (isOutOfDate && this.#host.awaitsAnEnd()) throw notActivated(this.manifest, TAKES_PART_LATER);
    const successor = this.#isClosed ? this.#host.successorOf(placed) : undefined;
    if (successor !== undefined) return successor;
    await this.activate(`hook ${placed.target}`);
    return this.#handlers.get(placed)!;
  }

  /** The handler for a call that began with the instance before this one. */
  handlerFor(hook: string, id: string): Promise<AnyHandler> | undefined {
    const placed = this.#placedAt(hook, id);
    return placed === undefined ? undefined : this.#find(placed, true);
  }

  async #activate(trigger: string): Promise<void> {
    this.activatedBy = trigger;
    this.#isActivating = true;
    try {
      this.#host.onActivating(trigger);
      await this.#host.activateDependencies();
      const definition = await this.#load();
      await this.#run(definition);
      this.#definition = definition;
      if (this.registration === undefined) this.register();
      else this.setHandlers();
      this.#isActivating = false;
      this.#host.onActive();
      // From here on nobody waits for the unit, and its end would show in calls only.
      this.#unit?.exited.then((exit) => this.#exited(exit), ignoreRejection);
    } catch (thrown) {
      const error = this.#toError(thrown);
      // It may be active, with hookimpls that do not fit those of others.
      await this.#deactivate();
      await this.#cleanUp();
      this.#isActivating = false;
      this.#host.onFailed(error, this.#phase);
      throw error;
    } finally {
      // Whatever went wrong above: whoever waits for the end of the activation must not wait for ever.
      this.#isActivating = false;
    }
  }

  async #load(): Promise<AnyPluginDefinition> {
    const startedAt = performance.now();
    const { exported, unit } = await this.#host.load();
    this.#unit = unit;
    this.importMs = performance.now() - startedAt;
    const definition = parseDefinition(this.manifest, exported);
    const handlers = findHandlers(this.manifest, definition);
    assertSameServices(this.manifest, definition);
    assertSameHookspecs(this.manifest, definition);
    assertSameCommands(this.manifest, definition);
    this.#living = this.#host.createContext();
    for (const placed of this.placed) this.#handlers.set(placed, this.#bind(placed, handlers.get(placed.hook)!));
    return definition;
  }

  #bind(placed: PlacedHookimpl, handlers: ReadonlyMap<string, AnyHandler>): AnyHandler {
    const { hook, declared } = placed;
    const bound = bindHandler(handlers.get(declared.id)!, declared.options.wrapper === true, this.#living!.context);
    const adapted = this.#host.adapter?.hooks?.[hook]?.adapt?.(bound) ?? bound;
    const isFree = declared.options.wrapper === true || this.#host.syncHooks.has(hook);
    return isFree ? adapted : (this.#gate?.limit(adapted) ?? adapted);
  }

  async #run(definition: AnyPluginDefinition): Promise<void> {
    this.#phase = 'activate';
    const startedAt = performance.now();
    const { activateMs } = this.#host.limits;
    const living = this.#living!;
    living.publish(definition);
    const ended = await withinLimit(() => definition.activate?.(living.context), activateMs);
    this.activateMs = performance.now() - startedAt;
    if (ended.status === 'failed') throw this.#failure('ACTIVATE_FAILED', 'activate', ended.thrown);
    if (ended.status === 'late') throw stepTooSlow(this.manifest, 'ACTIVATE_TIMEOUT', 'activate', activateMs);
  }

  /** Leaves the plans: no call that comes from now on gets it. If its code was not loaded, it never will be. */
  retire(): void {
    this.registration?.dispose();
    if (this.#activation === undefined) this.#isClosed = true;
  }

  /** Ends the instance: what still runs ends with it, and then all that it began is disposed of, in spite of errors. */
  async stop(): Promise<void> {
    this.retire();
    await this.settled();
    if (this.#isClosed) return;
    this.#isStopping = true;
    await this.#drain();
    this.#living?.abort();
    await this.#deactivate();
    await this.#cleanUp();
  }

  async #exited(exit: UnitExit): Promise<void> {
    if (this.#isClosed || this.#isStopping) return;
    await this.#cleanUp();
    this.#host.onExited(exit);
  }

  async #drain(): Promise<void> {
    await Promise.all([
      this.#awaitEnd('a hook call', () => this.registration?.drained()),
      this.#awaitEnd('a command', () => this.commandsInFlight.settled()),
    ]);
  }

  async #awaitEnd(what: string, ended: () => Promise<void> | undefined): Promise<void> {
    const { drainMs } = this.#host.limits;
    const { status } = await withinLimit(ended, drainMs);
    if (status !== 'late') return;
    this.#host.onError(stepTooSlow(this.manifest, 'DEACTIVATE_TIMEOUT', what, drainMs), 'deactivate');
  }

  async #deactivate(): Promise<void> {
    const definition = this.#definition;
    const context = this.#living?.context;
    if (definition?.deactivate === undefined || context === undefined) return;
    const { deactivateMs } = this.#host.limits;
    const ended = await withinLimit(() => definition.deactivate?.(context), deactivateMs);
    if (ended.status === 'failed') {
      this.#host.onError(this.#failure('DEACTIVATE_FAILED', 'deactivate', ended.thrown), 'deactivate');
    }
    if (ended.status === 'late') {
      this.#host.onError(stepTooSlow(this.manifest, 'DEACTIVATE_TIMEOUT', 'deactivate', deactivateMs), 'deactivate');
      // It may be stuck. What it would dispose of ends with its thread or process.
      await this.#unit?.stop();
    }
  }

  async #cleanUp(): Promise<void> {
    this.#isClosed = true;
    this.registration?.dispose();
    this.#living?.abort();
    for (const error of (await this.#living?.close()) ?? []) this.#host.onError(error, 'deactivate');
    await this.#unit?.stop();
  }

  #toError(thrown: unknown): HooklineError {
    return isHooklineError(thrown) ? thrown : this.#failure('ENTRY_IMPORT_FAILED', 'the entry', thrown);
  }

  #failure(code: Parameters<typeof stepFailed>[1], step: string, thrown: unknown): HooklineError {
    return stepFailed(this.manifest, code, step, this.#host.redact(thrown));
  }
}
