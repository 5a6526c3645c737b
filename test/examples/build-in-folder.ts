import { join } from 'node:path';
import { type BuildOptions, buildSite } from '../../examples/site/build-site.ts';
import type { BuildResult } from '../../examples/site/build-result.ts';
import { firstParty } from './first-party.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { readText } from './read-tree.ts';

/** A site in a temporary folder, to be built as often as a test likes. */
export interface TestSite {
  readonly source: string;
  readonly out: string;
  build(options?: Partial<BuildOptions>): Promise<BuildResult>;
  /** The text of a file of the site. */
  read(path: string): Promise<string>;
}

/** Writes the source of a site; its output and cache lie beside it. */
export async function createTestSite(files: Readonly<Record<string, string | Uint8Array>>): Promise<TestSite> {
  const source = await createTemporaryFolder(files);
  const work = await createTemporaryFolder();
  const out = join(work, 'out');
  return {
    source,
    out,
    build: (options) =>
      buildSite({ source, out, cacheFolder: join(work, 'cache'), firstParty: firstParty(), ...options }),
    read: (path) => readText(out, path),
  };
}
