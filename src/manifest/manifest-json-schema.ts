import { z } from 'zod';
import { ManifestSchema } from './manifest.ts';

/** Where the JSON Schema of manifests is published: what `$schema` of a plugin.json names. */
const ADDRESS = 'https://hookline.dev/schema/plugin-1.json';

/** The JSON Schema (draft 7) of manifests as they are written. It refuses all that a schema of its kind can see. */
export function toManifestJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(ManifestSchema, { io: 'input', target: 'draft-7' });
  return { $schema, $id: ADDRESS, title: 'The manifest of a Hookline plugin', ...schema };
}
