/** One file of an archive, or of a folder that is treated like one. Folders are what the paths say. */
export interface ArchiveFile {
  /** From the folder of the plugin, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}
