import { warnProcess } from '../../hooks/warn-process.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { ApiAdapter, ApiDeprecation } from './api-adapter.ts';

/** What has been warned about: each deprecation once for a plugin, however often it is started. */
const warned = new WeakMap<ApiAdapter, Set<string>>();

/** Warns of what a plugin uses that newer versions of the API do without. */
export function warnOfApiDeprecations({ id, version, hooks }: Manifest, adapter: ApiAdapter): void {
  const known = warned.get(adapter) ?? new Set<string>();
  warned.set(adapter, known);
  const ofHooks = Object.entries(adapter.hooks ?? {}).flatMap(([hook, { hook: use, deprecated }]) =>
    deprecated === undefined || !Object.hasOwn(hooks, hook)
      ? []
      : [[`the hook "${hook}"`, { use, ...deprecated }] as const],
  );
  const others = Object.entries(adapter.deprecations ?? {}).map(([name, each]) => [`"${name}"`, each] as const);
  for (const [what, deprecation] of [...ofHooks, ...others]) {
    const key = JSON.stringify([id, what]);
    if (known.has(key)) continue;
    known.add(key);
    const message = `The plugin "${id}" ${version} runs on plugin API ${adapter.api}: ${what} ${toSentence(deprecation)}`;
    warnProcess(message, 'API_DEPRECATED', 'DeprecationWarning');
  }
}

function toSentence({ since, removeIn, use, message }: ApiDeprecation): string {
  const parts = [
    `is deprecated since ${since}`,
    ...(removeIn === undefined ? [] : [` and will be removed in ${removeIn}`]),
    '.',
    ...(use === undefined ? [] : [` Use "${use}" instead.`]),
    ...(message === undefined ? [] : [` ${message}`]),
  ];
  return parts.join('');
}
