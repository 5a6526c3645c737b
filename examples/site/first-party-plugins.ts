import type { Hookimpls } from 'hookline';
import type { SiteHooks } from 'hookline/hookspecs/site';
import type { z } from 'zod';
import * as analytics from '../../plugins/analytics/index.ts';
import * as highlight from '../../plugins/highlight/index.ts';
import * as linkCheck from '../../plugins/link-check/index.ts';
import * as markdown from '../../plugins/markdown/index.ts';
import * as toc from '../../plugins/toc/index.ts';
import type { CompleteConfig } from './complete-config.ts';
import { listIssues } from './list-issues.ts';
import { SiteError } from './site-error.ts';
import type { SitePlugin } from './site-hooks.ts';

/** Makes a plugin from its options as the configuration has them, or tells what is wrong with them. */
type Factory = (options: unknown) => SitePlugin | z.ZodError;

const FACTORIES = new Map<string, Factory>([
  ['markdown', toFactory(markdown.plugin, markdown.MarkdownOptions, markdown.createMarkdown)],
  ['highlight', toFactory(highlight.plugin, highlight.HighlightOptions, highlight.createHighlight)],
  ['toc', toFactory(toc.plugin, toc.TocOptions, toc.createToc)],
  ['link-check', toFactory(linkCheck.plugin, linkCheck.LinkCheckOptions, linkCheck.createLinkCheck)],
  ['analytics', toFactory(analytics.plugin, analytics.AnalyticsOptions, analytics.createAnalytics)],
]);

/** The plugins that the configuration leaves on: all of them if it says nothing. Reports all of its mistakes at once. */
export function createFirstPartyPlugins(config: CompleteConfig): SitePlugin[] {
  const mistakes = Object.keys(config.plugins)
    .filter((name) => !FACTORIES.has(name))
    .map(toUnknownPlugin);
  const plugins: SitePlugin[] = [];
  for (const [name, create] of FACTORIES) {
    const setting = config.plugins[name] ?? true;
    if (setting === false) continue;
    const made = create({
      ...(name === 'markdown' && { allowHtml: config.allowHtml }),
      ...(setting !== true && setting),
    });
    if ('hookimpls' in made) plugins.push(made);
    else mistakes.push(listIssues(made, ['plugins', name]));
  }
  if (mistakes.length > 0) {
    throw new SiteError(`The configuration of the plugins is not valid:\n${mistakes.join('\n')}`);
  }
  return plugins;
}

function toFactory<Schema extends z.ZodType>(
  plugin: SitePlugin['plugin'],
  schema: Schema,
  create: (options: z.output<Schema>) => Hookimpls<SiteHooks>,
): Factory {
  return (options) => {
    const result = schema.safeParse(options);
    return result.success ? { plugin, hookimpls: create(result.data) } : result.error;
  };
}

function toUnknownPlugin(name: string): string {
  return `  plugins.${name}: there is no such plugin; there are ${[...FACTORIES.keys()].join(', ')}`;
}
