import { BANDS, type RegisteredHookimpl } from './registered-hookimpl.ts';

/** The two indexes of a hook. */
export interface OrderIndexes {
  readonly handlers: OrderIndex;
  readonly wrappers: OrderIndex;
}

export function indexIn(indexes: OrderIndexes, hookimpl: RegisteredHookimpl): OrderIndex {
  return hookimpl.wrapper ? indexes.wrappers : indexes.handlers;
}

type Neighbours = (hookimpl: RegisteredHookimpl) => Iterable<RegisteredHookimpl>;

/**
 * Who must run before whom among the hookimpls of one hook. Both ends of a constraint are looked up by plugin id, so that
 * adding a hookimpl costs only what its own constraints cost. Wrappers and others have an index each.
 */
export class OrderIndex {
  readonly #byPlugin = new Map<string, RegisteredHookimpl[]>();
  /** By the id that their `before` names. */
  readonly #before = new Map<string, RegisteredHookimpl[]>();
  /** By the id that their `after` names. */
  readonly #after = new Map<string, RegisteredHookimpl[]>();
  #constraints = 0;

  add(hookimpl: RegisteredHookimpl): void {
    push(this.#byPlugin, hookimpl.plugin.id, hookimpl);
    for (const id of hookimpl.before) push(this.#before, id, hookimpl);
    for (const id of hookimpl.after) push(this.#after, id, hookimpl);
    this.#constraints += hookimpl.before.length + hookimpl.after.length;
  }

  remove(hookimpl: RegisteredHookimpl): void {
    pull(this.#byPlugin, hookimpl.plugin.id, hookimpl);
    for (const id of hookimpl.before) pull(this.#before, id, hookimpl);
    for (const id of hookimpl.after) pull(this.#after, id, hookimpl);
    this.#constraints -= hookimpl.before.length + hookimpl.after.length;
  }

  /** Whether any hookimpl names another plugin at all. */
  get isConstrained(): boolean {
    return this.#constraints > 0;
  }

  /** The hookimpls that must run before this one. */
  readonly predecessors: Neighbours = (hookimpl) => this.#linked(hookimpl, hookimpl.after, this.#before);

  /** The hookimpls that must run after this one. */
  readonly successors: Neighbours = (hookimpl) => this.#linked(hookimpl, hookimpl.before, this.#after);

  /**
   * The contradiction that `added`, which is in the index, brings in: a path of hookimpls that each must run before the
   * next, ending where it began. What was there before is free of contradictions, so any new one runs through `added`.
   */
  findConflict(added: RegisteredHookimpl): readonly RegisteredHookimpl[] | undefined {
    if (!this.isConstrained) return undefined;
    for (const earlier of this.predecessors(added)) {
      if (bandOf(earlier) > bandOf(added)) return [earlier, added, earlier];
    }
    for (const later of this.successors(added)) if (bandOf(added) > bandOf(later)) return [added, later, added];
    return this.#pathBackTo(added);
  }

  #pathBackTo(start: RegisteredHookimpl): readonly RegisteredHookimpl[] | undefined {
    const [anyPredecessor] = this.predecessors(start);
    if (anyPredecessor === undefined) return undefined;
    const cameFrom = new Map<RegisteredHookimpl, RegisteredHookimpl>();
    const pending = [start];
    for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
      for (const later of this.successors(current)) {
        if (later === start) return toPath(start, current, cameFrom);
        if (cameFrom.has(later)) continue;
        cameFrom.set(later, current);
        pending.push(later);
      }
    }
    return undefined;
  }

  *#linked(
    hookimpl: RegisteredHookimpl,
    named: readonly string[],
    naming: ReadonlyMap<string, RegisteredHookimpl[]>,
  ): Generator<RegisteredHookimpl> {
    for (const id of named) yield* this.#byPlugin.get(id) ?? [];
    yield* naming.get(hookimpl.plugin.id) ?? [];
  }
}

function bandOf(hookimpl: RegisteredHookimpl): number {
  return BANDS.indexOf(hookimpl.band);
}

function toPath(
  start: RegisteredHookimpl,
  last: RegisteredHookimpl,
  cameFrom: ReadonlyMap<RegisteredHookimpl, RegisteredHookimpl>,
): readonly RegisteredHookimpl[] {
  const path = [start];
  for (
    let current: RegisteredHookimpl | undefined = last;
    current !== undefined && current !== start;
    current = cameFrom.get(current)
  ) {
    path.push(current);
  }
  path.push(start);
  return path.toReversed();
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function pull<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key) ?? [];
  // From the end: what was added last is what a registration that fails takes back.
  const index = list.lastIndexOf(value);
  if (index >= 0) list.splice(index, 1);
  if (list.length === 0) map.delete(key);
}
