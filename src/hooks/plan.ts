import type { Generation } from './generation.ts';
import type { HookState } from './hook-state.ts';
import type { Ledger } from './ledger.ts';
import { orderHookimpls, type Position } from './order-hookimpls.ts';
import type { OrderIndexes } from './order-index.ts';
import type { Backend, Steps, TracedProgram, WatchlessProgram } from './program.ts';
import type { AnyHandler, RegisteredHookimpl } from './registered-hookimpl.ts';
import type { Counters } from './stats.ts';
import { takesContext } from './takes-context.ts';

export interface PlanOptions {
  readonly hook: HookState;
  readonly hookimpls: readonly RegisteredHookimpl[];
  readonly backend: Backend;
  readonly ledger: Ledger;
  /** Where the constraints are looked up; those of the hook by default. */
  readonly indexes?: OrderIndexes;
}

/** What runs when a hook is called: its hookimpls in order, and the programs that drive them. Never changes once made. */
export class Plan implements Steps {
  readonly hook: HookState;
  /** Where what happens in the calls is taken down. */
  readonly ledger: Ledger;
  /** The revision of the hook that the plan was made from. */
  readonly revision: number;
  readonly generation: Generation;
  /** Hookimpls that are left out of the calls for now; reports say why. */
  readonly suspended: readonly RegisteredHookimpl[];
  readonly wrappers: readonly RegisteredHookimpl[];
  readonly steps: readonly RegisteredHookimpl[];
  /** The handlers of the steps. */
  readonly handlers: readonly AnyHandler[];
  /** The counters of the steps. */
  readonly counters: readonly Counters[];
  /** Whether every call of this plan has to be traced, whoever watches. */
  readonly needsTrace: boolean;
  /** Whether a handler declares that it takes the context. */
  readonly takesContext: boolean;
  readonly isEmpty: boolean;
  readonly isSync: boolean;
  readonly wrapperPositions: readonly Position[];
  readonly stepPositions: readonly Position[];
  /** Whether a call of the plan needs nothing done but what every call needs; see `Dispatcher`. */
  readonly isSimple: boolean;
  /** For calls that nobody watches, by what is timed of them. */
  untimed: WatchlessProgram;
  timedWhole: WatchlessProgram;
  timedSteps: WatchlessProgram;
  /** For all other calls. */
  traced: TracedProgram;
  #shape: string | undefined;

  constructor({ hook, hookimpls: members, backend, ledger, indexes = hook }: PlanOptions) {
    this.hook = hook;
    this.ledger = ledger;
    this.revision = hook.revision;
    this.generation = hook.generation;
    this.suspended = members.filter(({ suspended }) => suspended !== undefined);
    const hookimpls = members.filter(({ suspended }) => suspended === undefined);
    this.wrapperPositions = orderHookimpls(
      hookimpls.filter(({ wrapper }) => wrapper),
      indexes.wrappers,
    );
    this.stepPositions = orderHookimpls(
      hookimpls.filter(({ wrapper }) => !wrapper),
      indexes.handlers,
    );
    this.wrappers = this.wrapperPositions.map(({ hookimpl }) => hookimpl);
    this.steps = this.stepPositions.map(({ hookimpl }) => hookimpl);
    this.handlers = this.steps.map(({ handler }) => handler);
    this.counters = this.steps.map(({ counters }) => counters);
    this.needsTrace = hookimpls.length > 0 && needsTrace(hook, this.wrappers, this.steps);
    this.takesContext = this.handlers.some(takesContext);
    this.isSync = hook.spec.sync;
    this.isEmpty = hookimpls.length === 0;
    this.isSimple = !this.needsTrace && hook.takesArgsAsTheyAre && hook.spec.keep === 0;
    // Each program is made by its first call: few plans need all of them.
    this.untimed = (...frame) => (this.untimed = backend.watchless(this, 'nothing'))(...frame);
    this.timedWhole = (...frame) => (this.timedWhole = backend.watchless(this, 'whole'))(...frame);
    this.timedSteps = (...frame) => (this.timedSteps = backend.watchless(this, 'steps'))(...frame);
    this.traced = (call, from) => (this.traced = backend.traced(this))(call, from);
  }

  /** Equal texts for plans with the same hookimpls in the same order, also if the code of some was not loaded yet. */
  get shape(): string {
    return (this.#shape ??= [...this.suspended, ...this.wrappers, ...this.steps]
      .map(({ sequence, suspended }) => (suspended === undefined ? sequence : `${sequence} is left out`))
      .join());
  }

  /** Whether the hookimpls have changed since a call of this plan that still runs began. */
  get isOutOfDate(): boolean {
    return this.generation !== this.hook.generation;
  }
}

function needsTrace(
  { spec, traits }: HookState,
  wrappers: readonly RegisteredHookimpl[],
  steps: readonly RegisteredHookimpl[],
): boolean {
  return (
    wrappers.length > 0 ||
    spec.onError !== 'isolate' ||
    spec.payload === 'cloned' ||
    traits.concurrent ||
    traits.onAnswer === 'restart' ||
    steps.some(({ timeoutMs, loader, admit }) => timeoutMs !== undefined || loader !== undefined || admit !== undefined)
  );
}
