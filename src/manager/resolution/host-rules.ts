import rsort from 'semver/functions/rsort.js';
import satisfiesWith from 'semver/functions/satisfies.js';
import gtr from 'semver/ranges/gtr.js';
import ltr from 'semver/ranges/ltr.js';
import { nameCopy, type Copy } from './copies.ts';
import { fits } from './fits.ts';
import type { ResolutionHost, ResolutionPlatform } from './resolution-input.ts';
import type { Verdict } from './verdict.ts';

/** The older API version that a plugin runs through: none if it fits the API itself, or nothing at all. */
export function findAdapter(range: string, { api, adapters }: ResolutionHost): string | undefined {
  if (fits(api, range)) return undefined;
  return rsort(adapters.map((adapter) => adapter.api)).find((version) => fits(version, range));
}

export function judgeApi(copy: Copy, host: ResolutionHost): Verdict | undefined {
  const range = copy.found.manifest!.api;
  if (fits(host.api, range) || findAdapter(range, host) !== undefined) return undefined;
  return {
    state: 'unsupported',
    code: 'API_UNSUPPORTED',
    reason: `The plugin ${nameCopy(copy)} is made for the plugin API "${range}", but the host "${host.name}" has "${host.api}"${listAdapters(host)}.`,
    remedy: `${whichWay(copy, range, host)}${host.guide === undefined ? '' : ` See ${host.guide}`}`,
  };
}

function listAdapters({ adapters }: ResolutionHost): string {
  const versions = rsort(adapters.map(({ api }) => api)).map((version) => `"${version}"`);
  return versions.length === 0 ? '' : ` and adapters for ${versions.join(', ')}`;
}

function whichWay({ id }: Copy, range: string, { name, api }: ResolutionHost): string {
  if (gtr(api, range)) return `Install a newer version of "${id}", made for the API "${api}".`;
  if (ltr(api, range)) {
    return `Update the host "${name}" to one with the API "${range}", or install an older version of "${id}".`;
  }
  return `Install a version of "${id}" that is made for the API "${api}".`;
}

export function judgeEngine(copy: Copy, { node }: ResolutionPlatform): Verdict | undefined {
  const range = copy.found.manifest!.engines.node;
  // As npm does it: a nightly build of Node counts as the version that it leads to.
  if (range === undefined || satisfiesWith(node, range, { includePrerelease: true })) return undefined;
  return {
    state: 'unsupported',
    code: 'ENGINE_UNSUPPORTED',
    reason: `The plugin ${nameCopy(copy)} needs Node.js "${range}", but this is "${node}".`,
    remedy: `Run the host with Node.js "${range}", or install another version of "${copy.id}".`,
  };
}
