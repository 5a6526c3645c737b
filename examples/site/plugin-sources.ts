import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { directory, type Source } from 'hookline';
import type { PluginFolder } from './folders.ts';

/** Beside `examples` in the folder that `npm run build` makes: compiled, each with its manifest. */
const FIRST_PARTY = fileURLToPath(new URL('../../plugins', import.meta.url));

export interface PluginSourcesOptions {
  /** The folder with the user's own plugins. */
  readonly folder: PluginFolder | undefined;
  /** Takes the place of the folder with the plugins of this project. */
  readonly firstParty: Source | undefined;
}

/** Where the plugins of a site are found: the user's own go before those of this project. */
export function createPluginSources({ folder, firstParty }: PluginSourcesOptions): Source[] {
  // Whoever builds a folder need not know what lies in it; whoever names a folder of plugins wants them to run.
  const own = folder === undefined ? [] : [directory(toShortPath(folder.path), { trusted: folder.isNamed })];
  return [...own, firstParty ?? directory(toShortPath(FIRST_PARTY), { trusted: true, firstParty: true })];
}

/** Leaves plugins out as if they were not there. `isLeftOut` is asked at every look. */
export function leaveOut(source: Source, isLeftOut: (id: string) => boolean): Source {
  return {
    ...source,
    find: async (options) => {
      const { plugins, problems } = await source.find(options);
      return { plugins: plugins.filter(({ id }) => !isLeftOut(id)), problems };
    },
  };
}

/** Reports name a source by its path. */
function toShortPath(path: string): string {
  const way = relative('', path) || '.';
  return way.length < path.length ? way : path;
}
