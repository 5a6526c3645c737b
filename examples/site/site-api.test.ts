import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkApi, describeApi, type ApiContract } from 'hookline';
import { siteHookspecs } from 'hookline/hookspecs/site';
import { expect, test } from 'vitest';
import { SITE_API } from './site-api.ts';

const CONTRACTS = join(import.meta.dirname, 'contracts');

const released = readdirSync(CONTRACTS).map(
  (file) => JSON.parse(readFileSync(join(CONTRACTS, file), 'utf8')) as ApiContract,
);

test('the version of the API belongs to its hooks', async () => {
  const known = released.find(({ api }) => api === SITE_API);
  const now = await describeApi({
    api: SITE_API,
    released: known?.released ?? new Date().toISOString().slice(0, 10),
    hookspecs: siteHookspecs,
  });
  // A new version is written with "vitest -u", once nothing is wrong with it.
  expect(known === undefined ? checkApi(released, now) : []).toEqual([]);
  await expect(`${JSON.stringify(now, null, 2)}\n`).toMatchFileSnapshot(join(CONTRACTS, `${SITE_API}.json`));
});
