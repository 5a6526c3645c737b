import type { OutputPaths } from './output-paths.ts';

/** A file that is copied into the site as it is. */
export interface PlacedAsset {
  readonly file: string;
  readonly output: string;
}

export function placeAssets(files: readonly string[], paths: OutputPaths): PlacedAsset[] {
  return files.map((file) => ({ file, output: paths.claim(file) }));
}
