/** The entry of a plugin that is to be imported. */
export interface EntryRequest {
  readonly plugin: { readonly id: string; readonly version: string };
  /** The folder of the plugin and its entry module, absolute, links resolved. */
  readonly folder: string;
  readonly entryFile: string;
  /** How long the import may take, in milliseconds. */
  readonly timeoutMs: number;
  /** 0 for the modules as they were first imported; a number of `takeModules` gives a copy of its own, which stays in memory. */
  readonly copy: number;
}

/** How messages name the entry, at the beginning of a sentence. */
export function nameEntry({ id, version }: EntryRequest['plugin']): string {
  return `The entry of the plugin "${id}" ${version}`;
}
