import type { SiteConfig } from 'hookline/hookspecs/site';

/** Plugins of this project begin with it, and no others. */
const OWN_PREFIX = 'hookline.';

type PluginConfig = Readonly<Record<string, unknown>>;

/** What a configuration says of plugins. */
export interface PluginSettings {
  /** Ids of plugins that do not take part. */
  readonly off: ReadonlySet<string>;
  /** The configuration of plugins, by id. */
  readonly configs: Readonly<Record<string, PluginConfig>>;
  /** By id, how the configuration writes it. */
  readonly names: ReadonlyMap<string, string>;
}

/** The plugins of this project are known by the short names of their folders, all others by their ids. */
export function toPluginSettings({ plugins = {}, allowHtml = false }: SiteConfig): PluginSettings {
  const entries = Object.entries(plugins).map(([name, setting]) => ({ id: toPluginId(name), name, setting }));
  const configs = new Map(entries.flatMap(({ id, setting }) => (typeof setting === 'object' ? [[id, setting]] : [])));
  const markdown = toPluginId('markdown');
  configs.set(markdown, { allowHtml, ...configs.get(markdown) });
  return {
    off: new Set(entries.filter(({ setting }) => setting === false).map(({ id }) => id)),
    configs: Object.fromEntries(configs),
    names: new Map(entries.map(({ id, name }) => [id, name])),
  };
}

function toPluginId(name: string): string {
  return name.includes('.') ? name : OWN_PREFIX + name;
}

/** How a configuration writes an id. */
export function toShortName(id: string): string {
  return id.startsWith(OWN_PREFIX) ? id.slice(OWN_PREFIX.length) : id;
}
