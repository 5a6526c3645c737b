/** What a file of the source folder is by its name: a page, or `undefined`. */
export function toPageFormat(file: string): 'markdown' | 'text' | undefined {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (/\.(?:md|markdown|mdown|mkd)$/i.test(name)) return 'markdown';
  // Every project has some of these, and every README links to them.
  return /^(?:licen[cs]e|notice|copying|authors)$/i.test(name) ? 'text' : undefined;
}

/** The last name of a path without its ending. */
export function toStem(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** The folder of a path as a prefix: empty, or with `/` at its end. */
export function toFolderPrefix(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

/** `getting-started.md` becomes `Getting started`; a page whose folder it opens is named after the folder. */
export function toTitle(file: string): string {
  const stem = toStem(file);
  const folder = toFolderPrefix(file).slice(0, -1);
  const name = /^(?:index|readme)$/i.test(stem) && folder !== '' ? folder.slice(folder.lastIndexOf('/') + 1) : stem;
  const words = name.replaceAll(/[-_\s]+/g, ' ').trim();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}
