import { toProblem, type PlacedFlaw } from './flaw.ts';
import { MAX_PROBLEMS } from './limits.ts';
import type { ManifestDocument, TextFlaw } from './manifest-document.ts';
import { valueAt, type Path } from './manifest-path.ts';
import { findNode, type PlaceNode } from './place-node.ts';
import type { Problem } from './problem.ts';
import { positionAt } from './text-position.ts';

interface Origin {
  readonly text: string;
  readonly file: string;
}

interface LocatedFlaw {
  readonly flaw: PlacedFlaw;
  readonly path: Path;
  readonly offset: number;
}

/** The problems of flaws, each with its place in the text, in the order of the text. */
export function locateFlaws(
  flaws: readonly (PlacedFlaw | TextFlaw)[],
  document: ManifestDocument | undefined,
  { text, file }: Origin,
): readonly Problem[] {
  const root = document?.readPlaces();
  const located = flaws.map((flaw) => locate(flaw, document, root));
  const first = located.toSorted((left, right) => left.offset - right.offset).slice(0, MAX_PROBLEMS);
  return first.map(({ flaw, path, offset }) => ({
    ...toProblem(flaw, valueAt(document?.value, flaw.path), path),
    file,
    ...positionAt(text, offset),
  }));
}

function locate(
  flaw: PlacedFlaw | TextFlaw,
  document: ManifestDocument | undefined,
  root: PlaceNode | undefined,
): LocatedFlaw {
  // A flaw of the text knows its place, and its path is one of the document already.
  if ('offset' in flaw && flaw.offset !== undefined) return { flaw, path: flaw.path, offset: flaw.offset };
  const path = document?.toDocumentPath(flaw.path) ?? flaw.path;
  return { flaw, path, offset: root === undefined ? 0 : offsetOf(root, path, flaw.inKey === true) };
}

/** Of the key or of the value; of the object that lacks it, if it is not there. */
export function offsetOf(root: PlaceNode, path: Path, inKey: boolean): number {
  const { node, complete } = findNode(root, path);
  return complete && inKey ? node.keyOffset : node.offset;
}
