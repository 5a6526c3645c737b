import type { FieldDefinition, PluginSetting, SiteConfig } from 'hookline/hookspecs/site';

/** The configuration with nothing absent: what the build reads. */
export interface CompleteConfig {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly pages: readonly string[];
  readonly allowHtml: boolean;
  readonly fields: readonly FieldDefinition[];
  readonly templates: { readonly documentTitle: string; readonly footer: string };
  readonly plugins: Readonly<Record<string, PluginSetting>>;
}

/** Fills in what is absent. `folderName` becomes the title of a site that has none. */
export function completeConfig(config: SiteConfig, folderName: string): CompleteConfig {
  return {
    title: config.title ?? (folderName || 'Site'),
    description: config.description ?? '',
    language: config.language ?? 'en',
    include: config.include ?? [],
    exclude: config.exclude ?? [],
    pages: config.pages ?? [],
    allowHtml: config.allowHtml ?? false,
    fields: config.fields ?? [],
    templates: {
      documentTitle: config.templates?.documentTitle ?? '{{ page.title }} · {{ site.title }}',
      footer: config.templates?.footer ?? 'Built with Hookline.',
    },
    plugins: config.plugins ?? {},
  };
}
