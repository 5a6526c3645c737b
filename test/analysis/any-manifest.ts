import { ManifestSchema, type Manifest, type ManifestInput } from '../../src/manifest/manifest.ts';

/** A manifest with all defaults, but for what is given. */
export function toManifest(given: Partial<ManifestInput> = {}): Manifest {
  return ManifestSchema.parse({ id: 'acme.one', version: '1.0.0', api: '^1.0', entry: './index.js', ...given });
}
