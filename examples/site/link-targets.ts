import { toFolderPrefix } from './page-name.ts';

/** Finds the output file that a link in the source folder means. */
export interface LinkTargets {
  /** `path` is relative to the source folder, with `/` between names, and not encoded. */
  find(path: string): string | undefined;
}

/** A file of the source folder, or none, and its output file. */
export interface PlacedFile {
  readonly file: string | undefined;
  readonly output: string;
}

/** Authors link to files, to folders, and to pages without their ending; a plugin links to output files. */
export function createLinkTargets(placed: readonly PlacedFile[]): LinkTargets {
  const outputs = new Set(placed.map(({ output }) => output));
  const bySource = new Map<string, string>();
  for (const { file, output } of placed) {
    if (file === undefined) continue;
    bySource.set(file, output);
    if (output === 'index.html' || output.endsWith('/index.html')) {
      bySource.set(toFolderPrefix(file).replace(/\/$/, ''), output);
    }
  }
  const isOutput = (path: string) => (outputs.has(path) ? path : undefined);

  return {
    find: (path) => {
      const folder = path.replace(/\/$/, '');
      return (
        bySource.get(folder) ??
        bySource.get(`${folder}.md`) ??
        isOutput(path) ??
        isOutput(folder === '' ? 'index.html' : `${folder}/index.html`)
      );
    },
  };
}
