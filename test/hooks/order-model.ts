/** A hookimpl as the model sees it. */
export interface Placed {
  readonly plugin: string;
  readonly id: string;
  readonly wrapper: boolean;
  readonly order: 'first' | 'normal' | 'last';
  readonly priority: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const BANDS = ['first', 'normal', 'last'];

/** Whether `before` or `after` of one of the two asks for it. */
export function mustPrecede(left: Placed, right: Placed): boolean {
  if (left.wrapper !== right.wrapper) return false;
  return left.before.includes(right.plugin) || right.after.includes(left.plugin);
}

/** Whether `left` belongs to an earlier band. */
function isInEarlierBand(left: Placed, right: Placed): boolean {
  return left.wrapper === right.wrapper && BANDS.indexOf(left.order) < BANDS.indexOf(right.order);
}

/**
 * The order as its rule says it, in the slowest way: wrappers, then the others; band by band; in a band always the one
 * with the highest priority of those whose constraints are met, the first registered of equals. `undefined` if the
 * constraints contradict each other or the bands. `all` is in registration order.
 */
export function obviousOrder(all: readonly Placed[]): readonly Placed[] | undefined {
  const isTorn = (left: Placed, right: Placed): boolean => mustPrecede(left, right) && isInEarlierBand(right, left);
  if (all.some((left) => all.some((right) => isTorn(left, right)))) return undefined;
  const parts = [true, false].flatMap((wrapper) => BANDS.map((band) => ({ wrapper, band })));
  const ordered = parts.map(({ wrapper, band }) =>
    obviousBand(all.filter((each) => each.wrapper === wrapper && each.order === band)),
  );
  return ordered.includes(undefined) ? undefined : ordered.flatMap((part) => part!);
}

function obviousBand(members: readonly Placed[]): readonly Placed[] | undefined {
  const order: Placed[] = [];
  let rest = members;
  while (rest.length > 0) {
    const free = rest.filter((each) => !rest.some((other) => mustPrecede(other, each)));
    const highest = free.find((each) => free.every(({ priority }) => each.priority >= priority));
    if (highest === undefined) return undefined;
    order.push(highest);
    rest = rest.filter((each) => each !== highest);
  }
  return order;
}

/** Whether `path`, plugin ids that end where they began, can be walked from hookimpl to hookimpl in `all`. */
export function isCycle(path: readonly string[], all: readonly Placed[]): boolean {
  return all
    .filter(({ plugin }) => plugin === path[0])
    .some((start) => {
      const ends = path
        .slice(1)
        .reduce<readonly Placed[]>(
          (reached, plugin) =>
            all.filter(
              (next) =>
                next.plugin === plugin &&
                reached.some((from) => mustPrecede(from, next) || isInEarlierBand(from, next)),
            ),
          [start],
        );
      return path.length > 1 && ends.includes(start);
    });
}
