import type { Finding, FoundPlugin, Source } from '../../discovery/source.ts';
import type { Manifest } from '../../manifest/manifest.ts';

/** The plugins of a test, as one source that can grow. */
export interface TestSource extends Source {
  add(source: Source): void;
  remove(source: Source): void;
  /** What the last look found in one of the sources. */
  foundIn(source: Source): readonly FoundPlugin[];
}

/** `isEager` has all plugins activated at once, whatever their manifests say: a test learns of failures before its first call. */
export function createTestSource({ isEager }: { readonly isEager: boolean }): TestSource {
  const sources: Source[] = [];
  const found = new Map<Source, Finding>();
  const toEager = createEager();
  const look = async (source: Source, options: Parameters<Source['find']>[0]): Promise<Finding> => {
    const { plugins, problems } = await source.find(options);
    const finding = { plugins: isEager ? plugins.map(toEager) : plugins, problems };
    found.set(source, finding);
    return finding;
  };
  return {
    name: 'the plugins of the test',
    trusted: true,
    add: (source) => void sources.push(source),
    remove: (source) => void sources.splice(sources.indexOf(source), 1),
    foundIn: (source) => found.get(source)?.plugins ?? [],
    find: async (options) => {
      const findings = await Promise.all(sources.map((source) => look(source, options)));
      return {
        plugins: findings.flatMap(({ plugins }) => plugins),
        problems: findings.flatMap(({ problems }) => problems),
      };
    },
  };
}

function createEager(): (plugin: FoundPlugin) => FoundPlugin {
  const manifests = new WeakMap<Manifest, Manifest>();
  return (plugin) => {
    const { manifest } = plugin;
    if (manifest === undefined || manifest.activation === 'startup') return plugin;
    const eager: Manifest = manifests.get(manifest) ?? { ...manifest, activation: 'startup' };
    manifests.set(manifest, eager);
    return { ...plugin, manifest: eager };
  };
}
