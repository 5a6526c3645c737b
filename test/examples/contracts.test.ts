import { siteHookspecs } from 'hookline/hookspecs/site';
import { checkContract, checkLeaks } from 'hookline/testing';
import { expect, test } from 'vitest';
import { firstPartyNames, firstPartyPlugin } from './first-party.ts';

test.each(firstPartyNames)(
  '%s keeps to the hookspecs, and leaves nothing behind',
  { timeout: 60_000 },
  async (name) => {
    const plugin = firstPartyPlugin(name);
    await checkLeaks(async () => {
      const hooks = { hookspecs: siteHookspecs, runs: 60 };
      const { failures, checked, skipped } = await checkContract<typeof siteHookspecs>(plugin, hooks);
      expect([failures, skipped]).toEqual([[], []]);
      expect(checked.map(({ hook }) => hook).toSorted()).toEqual(Object.keys(plugin.manifest.hooks ?? {}).toSorted());
    });
  },
);
