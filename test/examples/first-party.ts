import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtin, type BuiltinPlugin, type Source } from 'hookline';
import { packageRoot } from '../tooling/package-root.ts';

/** The plugins of this project by their short names. */
const LOADERS = {
  analytics: () => import('../../plugins/analytics/index.ts'),
  highlight: () => import('../../plugins/highlight/index.ts'),
  'link-check': () => import('../../plugins/link-check/index.ts'),
  markdown: () => import('../../plugins/markdown/index.ts'),
  toc: () => import('../../plugins/toc/index.ts'),
};

export type FirstPartyName = keyof typeof LOADERS;

export const firstPartyNames = Object.keys(LOADERS) as readonly FirstPartyName[];

/** First-party plugins with their manifests, from their sources: tests with them need no build. */
export function firstParty(names = firstPartyNames): Source {
  return builtin(names.map(firstPartyPlugin));
}

/** One of them, from its sources. */
export function firstPartyPlugin(name: FirstPartyName): BuiltinPlugin {
  return { manifest: readManifest(name), load: LOADERS[name] };
}

function readManifest(name: FirstPartyName): BuiltinPlugin['manifest'] {
  const file = join(packageRoot, 'plugins', name, 'plugin.json');
  return JSON.parse(readFileSync(file, 'utf8')) as BuiltinPlugin['manifest'];
}
