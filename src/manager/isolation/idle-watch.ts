import type { Clock } from '../clock.ts';
import type { SharedParts } from '../context/create-plugin-context.ts';
import type { LivePlugin } from '../lifecycle/reconciler.ts';

/** How often it is looked, in parts of the time that a plugin may be idle. */
const LOOKS = 4;
const LONGEST_WAIT_MS = 15_000;

export interface IdleWatchParts {
  /** How long a plugin may be idle, in milliseconds. */
  readonly idleMs: number;
  readonly clock: Clock;
  readonly live: ReadonlyMap<string, LivePlugin>;
  readonly shared: Pick<SharedParts, 'locks' | 'services'>;
  /** Whether the calls of a hook are remembered: a plugin that begins anew would be called with all of them at once. */
  readonly isHistoric: (hook: string) => boolean;
  /** Ends those that are idle, in its time; asks `idle` again before. */
  readonly onIdle: () => void;
}

interface Seen {
  readonly instance: LivePlugin['instance'];
  readonly total: number;
  /** Since when there were no calls. */
  readonly since: number;
}

/** Finds the plugins in a thread or process of their own that nobody has called for long. */
export class IdleWatch {
  readonly #parts: IdleWatchParts;
  #seen = new Map<string, Seen>();
  #endWait: (() => void) | undefined;

  constructor(parts: IdleWatchParts) {
    this.#parts = parts;
  }

  start(): void {
    const { clock, idleMs, onIdle } = this.#parts;
    this.#endWait?.();
    const look = (): void => {
      if (this.idle().size > 0) onIdle();
      this.start();
    };
    this.#endWait = clock.setTimeout(look, Math.min(Math.ceil(idleMs / LOOKS), LONGEST_WAIT_MS));
  }

  stop(): void {
    this.#endWait?.();
    this.#endWait = undefined;
    this.#seen.clear();
  }

  /** The ids of those that are idle now. */
  idle(): ReadonlySet<string> {
    const { clock, idleMs, live } = this.#parts;
    const now = clock.now();
    const used = new Set(
      [...live.values()].flatMap(({ instance, resolved }) => (instance.isLoaded ? resolved.dependencies : [])),
    );
    const seen = new Map<string, Seen>();
    for (const plugin of live.values()) {
      const { id } = plugin.record;
      const total = used.has(id) ? undefined : this.#callsOf(plugin);
      if (total === undefined) continue;
      const { instance } = plugin;
      const before = this.#seen.get(id);
      const isSame = before?.instance === instance && before.total === total;
      seen.set(id, isSame ? before : { instance, total, since: now });
    }
    this.#seen = seen;
    return new Set([...seen].flatMap(([id, { since }]) => (now - since >= idleMs ? [id] : [])));
  }

  /** How many calls there were of a plugin that could be ended; `undefined` for one that is in use, or is to stay. */
  #callsOf({ record, instance }: LivePlugin): number | undefined {
    const { unit, context, manifest, registration, commandsInFlight } = instance;
    if (record.state !== 'active' || unit === undefined || context === undefined) return undefined;
    const { isHistoric, shared } = this.#parts;
    if (manifest.activation !== 'lazy' || instance.placed.some(({ target }) => isHistoric(target))) return undefined;
    const { locks, services } = shared;
    const { underWay, total } = unit.traffic();
    const isCalled = underWay > 0 || registration?.isCalled() === true || !commandsInFlight.isEmpty;
    return isCalled || locks.concern(context.plugin) || services.isUsed(context.plugin) ? undefined : total;
  }
}
