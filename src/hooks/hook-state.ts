import type { z } from 'zod';
import { Generation } from './generation.ts';
import type { HookspecData } from './hookspec.ts';
import { KINDS, type KindTraits } from './kinds.ts';
import { indexIn, OrderIndex, type OrderIndexes } from './order-index.ts';
import type { RegisteredHookimpl } from './registered-hookimpl.ts';
import { Sampler } from './sampler.ts';
import { Counters } from './stats.ts';

/** A call that a historic hook remembers. */
export interface RememberedCall {
  readonly callId: number;
  readonly args: unknown;
}

/** One declared hook: its hookspec, the hookimpls that are registered for it, and what it has cost. */
export class HookState implements OrderIndexes {
  readonly name: string;
  readonly spec: HookspecData;
  readonly traits: KindTraits;
  /** Every argument that a call may pass. */
  readonly argNames: ReadonlySet<string>;
  readonly argList: readonly string[];
  /** Whether a call needs nothing but the names of its arguments checked. */
  readonly takesArgsAsTheyAre: boolean;
  /** What an answer must fit; `undefined` where nothing is checked. */
  readonly answerSchema: z.core.$ZodType | undefined;
  readonly handlers = new OrderIndex();
  readonly wrappers = new OrderIndex();
  /** In registration order. */
  hookimpls: RegisteredHookimpl[] = [];
  /** Grows with every change of `hookimpls`: a plan made for another revision is out of date. */
  revision = 0;
  /** The calls on plans of this revision. */
  generation = new Generation();
  /** Those on plans of earlier revisions that have not ended yet. */
  readonly #earlier = new Set<Generation>();
  isClosed = false;
  readonly counters = new Counters();
  readonly sampler = new Sampler();
  /** Kept when a plugin goes: its row in the statistics stays, and goes on if it comes back. */
  readonly countersByPlugin = new Map<string, Counters>();
  readonly #history: RememberedCall[] = [];
  /** Plugins that were warned that the hook is deprecated. */
  readonly warnedPlugins = new Set<string>();

  constructor(name: string, spec: HookspecData) {
    this.name = name;
    this.spec = spec;
    this.traits = KINDS[spec.kind];
    this.argList = Object.keys(spec.args);
    this.argNames = new Set(this.argList);
    this.takesArgsAsTheyAre = spec.validate !== 'all' && spec.payload === 'shared';
    const schema = spec.thread === undefined ? spec.returns : spec.args[spec.thread];
    this.answerSchema = spec.validate === 'none' ? undefined : schema;
  }

  add(added: readonly RegisteredHookimpl[]): void {
    for (const hookimpl of added) {
      indexIn(this, hookimpl).add(hookimpl);
      this.hookimpls.push(hookimpl);
      this.countersByPlugin.set(hookimpl.plugin.id, hookimpl.counters);
    }
    this.#revise();
  }

  remove(removed: ReadonlySet<RegisteredHookimpl>): void {
    for (const hookimpl of removed) indexIn(this, hookimpl).remove(hookimpl);
    this.hookimpls = this.hookimpls.filter((hookimpl) => !removed.has(hookimpl));
    this.#revise();
  }

  /** Puts hookimpls in the place of others. Calls that run keep those that they started with. */
  replace(replacements: ReadonlyMap<RegisteredHookimpl, RegisteredHookimpl>): void {
    for (const [old, replacement] of replacements) {
      indexIn(this, old).remove(old);
      indexIn(this, replacement).add(replacement);
    }
    this.hookimpls = this.hookimpls.map((hookimpl) => replacements.get(hookimpl) ?? hookimpl);
    this.#revise();
  }

  /** Whether asynchronous calls of it run. */
  get isCalled(): boolean {
    return !this.generation.isIdle || this.#earlier.size > 0;
  }

  /** Resolves when the asynchronous calls that started before the last change have ended. */
  async drained(): Promise<void> {
    await Promise.all(
      [...this.#earlier].map(
        (generation) =>
          new Promise<void>((resolve) => {
            generation.onIdle(resolve);
          }),
      ),
    );
  }

  #revise(): void {
    this.revision += 1;
    if (this.generation.isIdle) return;
    const { generation } = this;
    this.generation = new Generation();
    this.#earlier.add(generation);
    generation.onIdle(() => this.#earlier.delete(generation));
  }

  /** The hook is declared no more: every plan of it is out of date. */
  close(): void {
    this.isClosed = true;
    this.#revise();
  }

  /** The calls to replay, oldest first. */
  get remembered(): readonly RememberedCall[] {
    const { keep } = this.spec;
    return keep === Infinity ? this.#history : this.#history.slice(-keep);
  }

  remember(call: RememberedCall): void {
    this.#history.push(call);
    // Cutting now and then costs less than shifting the whole list with every call.
    if (this.#history.length >= 2 * this.spec.keep) this.#history.splice(0, this.#history.length - this.spec.keep);
  }

  /** What the call gives when nobody answers. */
  emptyResult(args: unknown): unknown {
    switch (this.traits.gives) {
      case 'answers':
        return [];
      case 'thread':
        return (args as Readonly<Record<string, unknown>>)[this.spec.thread!];
      default:
        return undefined;
    }
  }
}
