interface Visit<Node> {
  readonly node: Node;
  readonly targets: Iterator<Node, unknown>;
}

/**
 * The strongly connected components of a graph: in each of them, every node can be reached from every other. A component
 * comes behind those that it leads to. Tarjan's algorithm with a stack of its own, since chains may be long.
 */
export function findComponents<Node>(nodes: Iterable<Node>, edges: (node: Node) => Iterable<Node>): Node[][] {
  const index = new Map<Node, number>();
  /** The earliest node in `open` that a node is known to lead to. */
  const low = new Map<Node, number>();
  const open: Node[] = [];
  const isOpen = new Set<Node>();
  const components: Node[][] = [];
  const visits: Visit<Node>[] = [];

  const enter = (node: Node): void => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    open.push(node);
    isOpen.add(node);
    visits.push({ node, targets: edges(node)[Symbol.iterator]() });
  };
  const lower = (node: Node, to: number): void => {
    if (to < low.get(node)!) low.set(node, to);
  };
  const leave = (node: Node): void => {
    visits.pop();
    const parent = visits.at(-1);
    if (parent !== undefined) lower(parent.node, low.get(node)!);
    if (low.get(node) !== index.get(node)) return;
    const component = open.splice(open.lastIndexOf(node));
    for (const member of component) isOpen.delete(member);
    components.push(component);
  };

  for (const root of nodes) {
    if (index.has(root)) continue;
    enter(root);
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const next = visit.targets.next();
      if (next.done === true) leave(visit.node);
      else if (!index.has(next.value)) enter(next.value);
      else if (isOpen.has(next.value)) lower(visit.node, index.get(next.value)!);
    }
  }
  return components;
}

/** The shortest way from `start` to one of the nodes that `isGoal`, over one edge at least; both ends included. */
export function findPath<Node>(
  start: Node,
  isGoal: (node: Node) => boolean,
  edges: (node: Node) => Iterable<Node>,
): readonly Node[] | undefined {
  const cameFrom = new Map<Node, Node>();
  const pending = [start];
  for (const node of pending) {
    for (const target of edges(node)) {
      if (isGoal(target)) return [...trace(node, start, cameFrom), target];
      if (target === start || cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      pending.push(target);
    }
  }
  return undefined;
}

function trace<Node>(last: Node, start: Node, cameFrom: ReadonlyMap<Node, Node>): readonly Node[] {
  const path = [last];
  for (let node = last; node !== start;) {
    node = cameFrom.get(node)!;
    path.push(node);
  }
  return path.toReversed();
}
