import type { FoundPlugin } from '../../discovery/source.ts';
import { PluginRecord, recordKey, type Transition } from './plugin-record.ts';

/** The records of all plugins that were found last. */
export class PluginRecords {
  readonly #onTransition: (transition: Transition) => void;
  #byKey: ReadonlyMap<string, PluginRecord> = new Map();
  #byFound: ReadonlyMap<FoundPlugin, PluginRecord> = new Map();
  #all: ReadonlySet<PluginRecord> = new Set();

  constructor(onTransition: (transition: Transition) => void) {
    this.#onTransition = onTransition;
  }

  get all(): Iterable<PluginRecord> {
    return this.#all;
  }

  of(found: FoundPlugin): PluginRecord | undefined {
    return this.#byFound.get(found);
  }

  has(record: PluginRecord): boolean {
    return this.#all.has(record);
  }

  /** Keeps the records of plugins that were found again, makes those of new ones, and forgets the others. */
  keep(plugins: Iterable<FoundPlugin>): void {
    const byKey = new Map<string, PluginRecord>();
    const byFound = new Map<FoundPlugin, PluginRecord>();
    for (const found of plugins) {
      const key = freeKey(recordKey(found), byKey);
      const record = this.#byKey.get(key) ?? new PluginRecord(found, this.#onTransition);
      record.found = found;
      byKey.set(key, record);
      byFound.set(found, record);
    }
    this.#byKey = byKey;
    this.#byFound = byFound;
    this.#all = new Set(byKey.values());
  }
}

/** Two sources may find one folder, and plugins in code have none: each of them is in a state of its own. */
function freeKey(key: string, taken: ReadonlyMap<string, unknown>): string {
  let free = key;
  for (let count = 2; taken.has(free); count++) free = `${key} ${count}`;
  return free;
}
