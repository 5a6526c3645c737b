import type { ErrorCode } from '../../errors/catalogue.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import { FIRST_STATES, TRANSITIONS, type PluginState } from './plugin-state.ts';

/** Why a plugin is in its state, and what would change that. */
export interface Standing {
  readonly code?: ErrorCode | undefined;
  readonly reason?: string | undefined;
  readonly remedy?: string | undefined;
}

export interface Transition {
  readonly record: PluginRecord;
  readonly from: PluginState | undefined;
  readonly to: PluginState;
}

/** One found plugin and the state that it is in. Several may have the same id; at most one of those runs. */
export class PluginRecord {
  found: FoundPlugin;
  #state: PluginState | undefined;
  #standing: Standing = {};
  readonly #onTransition: (transition: Transition) => void;

  constructor(found: FoundPlugin, onTransition: (transition: Transition) => void) {
    this.found = found;
    this.#onTransition = onTransition;
  }

  get id(): string {
    return this.found.id;
  }

  get version(): string {
    return this.found.manifest?.version ?? '';
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** `undefined` only between its being found and the first resolution. */
  get state(): PluginState | undefined {
    return this.#state;
  }

  /** Moves to another state as the table allows; a new reason for the same state is no transition. */
  move(to: PluginState, standing: Standing = {}): void {
    const from = this.#state;
    this.#standing = standing;
    if (from === to) return;
    const allowed = from === undefined ? FIRST_STATES : TRANSITIONS[from];
    if (!allowed.includes(to)) throw new Error(`The plugin "${this.id}" cannot become "${to}" when it is "${from}".`);
    this.#state = to;
    this.#onTransition({ record: this, from, to });
  }
}

/** Tells copies of a plugin apart: those with one id lie in different folders or come from different sources. */
export function recordKey({ id, folder, source }: FoundPlugin): string {
  return JSON.stringify([id, folder ?? source]);
}
