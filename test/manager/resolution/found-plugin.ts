import type { FoundPlugin } from '../../../src/discovery/source.ts';
import { ManifestSchema, type ManifestInput } from '../../../src/manifest/manifest.ts';

/** A plugin as a source that is not trusted finds it. */
export function foundPlugin(manifest: Partial<ManifestInput> = {}, rest: Partial<FoundPlugin> = {}): FoundPlugin {
  const { id = 'acme.one' } = manifest;
  const folder = `/plugins/${id}`;
  return {
    id,
    manifest: ManifestSchema.parse({ version: '1.2.0', api: '^1.0', entry: './index.js', ...manifest, id }),
    problems: [],
    folder,
    manifestFile: `${folder}/plugin.json`,
    entryFile: `${folder}/index.js`,
    source: 'directory(/plugins)',
    trusted: false,
    ...rest,
  };
}
