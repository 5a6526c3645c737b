import { loadPluginCode } from '../../analysis/load-plugin-code.ts';
import type { PluginCode } from '../../analysis/plugin-code.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import type { PluginHost } from '../../manager/manager-options.ts';
import { findAdapter } from '../../manager/resolution/host-rules.ts';
import { fits } from '../../manager/resolution/fits.ts';
import type { ApiAdapter } from '../../manager/lifecycle/api-adapter.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { ApiUse } from './api-use.ts';
import { findApiPlaces, findHookPlaces } from './find-places.ts';
import { judgeDeprecation, judgeHook, type HookJudge } from './judge-hook.ts';

/** How a plugin stands to a plugin API. Plain data. */
export interface PluginFit {
  readonly id: string;
  readonly version: string | null;
  /** Of the versions of the API that it was made for. */
  readonly range: string | null;
  /** The older API that it runs through today. */
  readonly adapter: string | null;
  /** `null` if nobody can tell, because its manifest is not valid. */
  readonly fits: boolean | null;
  readonly uses: readonly ApiUse[];
}

export interface PluginJudge extends HookJudge {
  readonly host: PluginHost;
  /** Whether it is about another version than that of the host. */
  readonly isAhead: boolean;
}

export async function judgePlugin(found: FoundPlugin, judge: PluginJudge): Promise<PluginFit> {
  const { id, manifest } = found;
  if (manifest === undefined) return { id, version: null, range: null, adapter: null, fits: null, uses: [] };
  const { host, isAhead, target } = judge;
  const adapter = adapterOf(manifest.api, host);
  return {
    id,
    version: manifest.version,
    range: manifest.api,
    adapter: adapter?.api ?? null,
    // Which adapters the host will have then, nobody knows yet.
    fits: fits(target.api, manifest.api) || (!isAhead && adapter !== undefined),
    uses: await findUses(found, manifest, { adapter, judge }),
  };
}

function adapterOf(range: string, { name, api, adapters = [], guide }: PluginHost): ApiAdapter | undefined {
  const version = findAdapter(range, { name, api, adapters, guide, services: new Map(), hookNames: new Set() });
  return adapters.find((each) => each.api === version);
}

interface Using {
  readonly adapter: ApiAdapter | undefined;
  readonly judge: PluginJudge;
}

async function findUses(found: FoundPlugin, manifest: Manifest, { adapter, judge }: Using): Promise<readonly ApiUse[]> {
  const hooks = Object.entries(manifest.hooks).flatMap(([name, declared]) => {
    // Those of plugins are no part of the API, and what is optional may be missing.
    const judgement = name.includes('/') ? undefined : judgeHook(name, adapter, judge);
    const mayBeMissing =
      judgement?.status === 'removed' && [declared].flat().every(({ optional }) => optional === true);
    return judgement === undefined || mayBeMissing ? [] : [{ name, ...judgement }];
  });
  const deprecations = Object.entries(adapter?.deprecations ?? {});
  if (hooks.length === 0 && deprecations.length === 0) return [];
  const code = await codeOf(found, manifest);
  const ofHooks = hooks.map(async (each): Promise<ApiUse> => {
    return { ...each, kind: 'hook', places: await findHookPlaces(each.name, found, code) };
  });
  const ofApi = deprecations.flatMap(([name, deprecation]): readonly ApiUse[] => {
    const places = code === undefined ? [] : findApiPlaces(name, code);
    if (places.length === 0) return [];
    return [{ name, kind: 'api', ...judgeDeprecation(`"${name}"`, deprecation, judge.target.api), places }];
  });
  return [...(await Promise.all(ofHooks)), ...ofApi];
}

async function codeOf({ folder, entryFile }: FoundPlugin, manifest: Manifest): Promise<PluginCode | undefined> {
  return folder === undefined ? undefined : loadPluginCode({ folder, entryFile, manifest });
}
