import type { PlacedFlaw } from './flaw.ts';
import type { Path } from './manifest-path.ts';
import type { PlaceNode } from './place-node.ts';

/** A text with a manifest in it, read but not checked. */
export interface ManifestDocument {
  /** The manifest; `undefined` if there is none that can be read. */
  readonly value: unknown;
  /** Whether the document is of a kind that need not hold a manifest, and holds none. */
  readonly absent: boolean;
  /** What is wrong with the text itself. */
  readonly flaws: readonly TextFlaw[];
  /** Where a place of the manifest is in the document as a whole. */
  toDocumentPath(path: Path): Path;
  /** Asked for only if there is something to locate, for it takes time. */
  readPlaces(): PlaceNode | undefined;
}

/** A flaw of a text: its path is one of the document, and its offset may be known when no place is. */
export interface TextFlaw extends PlacedFlaw {
  readonly offset?: number;
}
