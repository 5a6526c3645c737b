import type { FoundPlugin } from '../../discovery/source.ts';
import type { PluginState } from '../lifecycle/plugin-state.ts';
import { toIndexed, type Matches, type PluginIndex } from './plugin-index.ts';
import type { ParsedQuery } from './plugin-query.ts';

/** Keeps an index in line with the plugins that were found. */
export class PluginSearch {
  readonly #index: PluginIndex;
  #filled: readonly FoundPlugin[] | undefined;

  constructor(index: PluginIndex) {
    this.#index = index;
  }

  /** `plugins` are all, in the order of the list, and `stateOf` gives the state of each. */
  find(query: ParsedQuery, plugins: readonly FoundPlugin[], stateOf: (plugin: FoundPlugin) => PluginState): Matches {
    // A look into the sources gives other objects; whatever else happens keeps them.
    const isFilled = this.#filled?.length === plugins.length && plugins.every((each, at) => this.#filled![at] === each);
    if (!isFilled) this.#index.fill(toIndexed(plugins));
    this.#filled = plugins;
    return this.#index.find(query, plugins.map(stateOf));
  }

  close(): void {
    this.#index.close();
    this.#filled = undefined;
  }
}
