import type { PluginState } from '../lifecycle/plugin-state.ts';
import { TAG_KINDS, type IndexedPlugin, type Matches, type PluginIndex, type TagKind } from './plugin-index.ts';
import type { ParsedQuery } from './plugin-query.ts';

const NONE: ReadonlySet<number> = new Set();

/** An index in memory: for each keyword, hook and service the numbers of the plugins that name it. */
export class MemoryIndex implements PluginIndex {
  #plugins: readonly IndexedPlugin[] = [];
  #tags = new Map<TagKind, Map<string, Set<number>>>();

  fill(plugins: readonly IndexedPlugin[]): void {
    this.#plugins = plugins;
    this.#tags = new Map(TAG_KINDS.map((kind) => [kind, new Map<string, Set<number>>()]));
    for (const [number, { tags }] of plugins.entries()) {
      for (const kind of TAG_KINDS) for (const value of tags[kind]) this.#numbersOf(kind, value).add(number);
    }
  }

  find(query: ParsedQuery, states: readonly PluginState[]): Matches {
    const { sort, order, limit, offset } = query;
    const found = this.#candidates(query).filter((number) => this.#fits(number, query, states));
    const sign = order === 'asc' ? 1 : -1;
    const rankOf = (number: number): number => this.#plugins[number]!.ranks[sort];
    const sorted = found.toSorted((left, right) => sign * (rankOf(left) - rankOf(right)) || left - right);
    return { total: sorted.length, numbers: sorted.slice(offset, limit === undefined ? undefined : offset + limit) };
  }

  close(): void {
    this.#plugins = [];
    this.#tags.clear();
  }

  /** Those that have every tag, beginning with the rarest. */
  #candidates(query: ParsedQuery): readonly number[] {
    const wanted = TAG_KINDS.flatMap((kind) => {
      const value = query[kind];
      return value === undefined ? [] : [this.#tags.get(kind)?.get(value) ?? NONE];
    });
    const [rarest, ...others] = wanted.toSorted((left, right) => left.size - right.size);
    if (rarest === undefined) return [...this.#plugins.keys()];
    return [...rarest].filter((number) => others.every((numbers) => numbers.has(number)));
  }

  #fits(number: number, { states: wanted, type, words }: ParsedQuery, states: readonly PluginState[]): boolean {
    const plugin = this.#plugins[number]!;
    return (
      (type === undefined || plugin.type === type) &&
      (wanted === undefined || wanted.includes(states[number]!)) &&
      words.every((word) => plugin.text.includes(word))
    );
  }

  #numbersOf(kind: TagKind, value: string): Set<number> {
    const values = this.#tags.get(kind)!;
    const numbers = values.get(value) ?? new Set();
    values.set(value, numbers);
    return numbers;
  }
}
