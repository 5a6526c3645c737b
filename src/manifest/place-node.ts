import type { Path } from './manifest-path.ts';

/** Where a value of a document, its key and its parts stand, as offsets in the text. */
export interface PlaceNode {
  readonly parent: PlaceNode | undefined;
  /** The key or index under which it stands. */
  readonly step: string | number | undefined;
  /** Of its key; of the value itself where there is no key. */
  readonly keyOffset: number;
  readonly offset: number;
  readonly parts: Map<string | number, PlaceNode>;
}

/** The node that a path leads to, or the last on the way that is there. */
export function findNode(root: PlaceNode, path: Path): { readonly node: PlaceNode; readonly complete: boolean } {
  let node = root;
  for (const step of path) {
    const next = node.parts.get(step);
    if (next === undefined) return { node, complete: false };
    node = next;
  }
  return { node, complete: true };
}

export function pathOf(node: PlaceNode): Path {
  const path: (string | number)[] = [];
  for (let each: PlaceNode | undefined = node; each?.step !== undefined; each = each.parent) path.unshift(each.step);
  return path;
}
