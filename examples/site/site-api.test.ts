import { createHash } from 'node:crypto';
import { siteHookspecs } from 'hookline/hookspecs/site';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { SITE_API } from './site-api.ts';

const options = { io: 'output', target: 'draft-7', unrepresentable: 'any' } as const;

/** All that a plugin can observe of a hook. Summaries may be reworded. */
function toContract([name, spec]: readonly [string, (typeof siteHookspecs)[keyof typeof siteHookspecs]]): unknown {
  const { kind, sync, thread, onError, payload, keep, timeoutMs, deprecated, args, returns } = spec;
  const schemas = Object.entries(args).map(([arg, schema]) => [arg, z.toJSONSchema(schema, options)]);
  const answer = returns === undefined ? undefined : z.toJSONSchema(returns, options);
  return { name, kind, sync, thread, onError, payload, keep, timeoutMs, deprecated, schemas, answer };
}

/** Plugins name the versions that they were made for: raise SITE_API before you change the digest here. */
test('the version of the API belongs to these hooks', () => {
  const contract = JSON.stringify(Object.entries(siteHookspecs).map((entry) => toContract(entry)));
  const digest = createHash('sha256').update(contract).digest('hex').slice(0, 16);
  expect({ version: SITE_API, digest }).toEqual({ version: '1.0.0', digest: 'ee40f6529feb844a' });
});
