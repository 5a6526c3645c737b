import type { FoundPlugin } from '../../discovery/source.ts';
import { nextCopy } from '../../runners/next-copy.ts';
import { isSamePlugin } from './same-plugin.ts';

/** The modules of a plugin as they were at one time. */
export interface ModuleCopy {
  /** 0 for the modules as anybody would import them. */
  readonly number: number;
  isLoaded: boolean;
  /** Importing it has failed. It would fail again in the same way, whatever was mended. */
  isSpoilt: boolean;
}

/** Which copy of its modules each plugin runs from. Nothing can unload the earlier ones. */
export class ModuleCopies {
  readonly #current = new Map<string, ModuleCopy>();
  readonly #kept = new Map<string, number>();
  /** Each plugin as it was when it last took its modules. */
  readonly #takers = new Map<string, FoundPlugin>();

  /** The modules for a plugin as it was found: it loads new ones if it has changed since it took the last, or if those failed. */
  take(found: FoundPlugin): ModuleCopy {
    const last = this.#takers.get(found.id);
    this.#takers.set(found.id, found);
    const hasChanged = last !== undefined && !isSamePlugin(last, found);
    if (hasChanged || this.#of(found.id).isSpoilt) this.renew(found.id);
    return this.#of(found.id);
  }

  #of(plugin: string): ModuleCopy {
    const known = this.#current.get(plugin) ?? { number: 0, isLoaded: false, isSpoilt: false };
    this.#current.set(plugin, known);
    return known;
  }

  /** Has the plugin load its modules anew next time. Gives how many copies stay in memory without use. */
  renew(plugin: string): number {
    const kept = (this.#kept.get(plugin) ?? 0) + (this.#of(plugin).isLoaded ? 1 : 0);
    this.#kept.set(plugin, kept);
    this.#current.set(plugin, { number: nextCopy(), isLoaded: false, isSpoilt: false });
    return kept;
  }
}
