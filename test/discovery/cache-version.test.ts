import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { CACHE_VERSION } from '../../src/discovery/cache-file.ts';
import { ManifestSchema } from '../../src/manifest/manifest.ts';

/** A cache would go on giving manifests of the old schema: raise CACHE_VERSION before you change the digest here. */
test('the version of the cache belongs to this schema of manifests', () => {
  const schema = JSON.stringify(z.toJSONSchema(ManifestSchema, { io: 'output', unrepresentable: 'any' }));
  const digest = createHash('sha256').update(schema).digest('hex').slice(0, 16);
  expect({ version: CACHE_VERSION, digest }).toEqual({ version: 3, digest: '2dc29b6eafe5c742' });
});
