import type { FoundPlugin } from '../../discovery/source.ts';
import { spoilModules, takeModules } from '../../runners/loaded-modules.ts';
import { modulesSignature } from '../../runners/modules-signature.ts';

/** Which copy of its modules each plugin runs from. Nothing can unload the earlier ones. */
export class ModuleCopies {
  /** By plugin, the copy that it was loaded from last. */
  readonly #loaded = new Map<string, number>();
  readonly #kept = new Map<string, number>();
  readonly #due = new Set<string>();

  /** The number of the copy that a plugin is to be imported from: a new one if its files have changed since they were loaded. */
  async take({ id, folder, entryFile }: FoundPlugin): Promise<number> {
    const isFresh = this.#due.delete(id);
    const copy = takeModules(entryFile!, await modulesSignature(folder!), isFresh);
    const last = this.#loaded.get(id);
    if (last !== undefined && last !== copy) this.#kept.set(id, this.#keptBy(id) + 1);
    this.#loaded.set(id, copy);
    return copy;
  }

  /** Importing the plugin has failed. */
  spoil({ entryFile }: FoundPlugin): void {
    if (entryFile !== undefined) spoilModules(entryFile);
  }

  /** Has a plugin load its modules anew next time. Gives how many copies stay in memory without use then. */
  renew(id: string): number {
    this.#due.add(id);
    return this.#keptBy(id) + (this.#loaded.has(id) ? 1 : 0);
  }

  #keptBy(id: string): number {
    return this.#kept.get(id) ?? 0;
  }
}
