/**
 * The hookspecs of a content site: a host that reads a configuration and a folder of pages, renders the pages
 * and exports a website. A schema checks a value and never changes it, so no field has a default here.
 */
import { defineHookspecs, hook, type HooksOf } from 'hookline';
import { z } from 'zod';

/** The address of a page inside the site: starts with `/`, percent-encoded, without query and fragment. */
export const PageUrl = z.string().regex(/^\/[^?#\s]*$/, 'must start with "/" and hold no space, "?" or "#"');
export type PageUrl = z.input<typeof PageUrl>;

/** One field of the front matter that the configuration declares. */
export const FieldDefinition = z.strictObject({
  /** The key in the front matter. */
  name: z.string().min(1),
  /** The name of a {@link FieldType}: one of the host's own, or one that a plugin registers. */
  type: z.string().min(1),
  /** A page without the field is a problem. */
  required: z.boolean().optional(),
});
export type FieldDefinition = z.input<typeof FieldDefinition>;

/** Turns a plugin on or off, or on with options. */
export const PluginSetting = z.union([z.boolean(), z.record(z.string(), z.unknown())]);
export type PluginSetting = z.input<typeof PluginSetting>;

/** The configuration as a person writes it: everything may be absent, nothing unknown may be present. */
export const SiteConfig = z.strictObject({
  /** The name of the site. */
  title: z.string().min(1).optional(),
  /** One sentence about the site. */
  description: z.string().optional(),
  /** The language of the pages as an HTML `lang` attribute wants it: `en`, `pt-BR`. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'must be a language tag such as "en" or "pt-BR"')
    .optional(),
  /** Files and folders to read, relative to the source folder. Absent: everything. */
  include: z.array(z.string().min(1)).optional(),
  /** Files and folders to leave out, relative to the source folder. */
  exclude: z.array(z.string().min(1)).optional(),
  /** Addresses of pages that have no file: each is asked from the plugins with `resolve_page`. */
  pages: z.array(PageUrl).optional(),
  /** Raw HTML in a page reaches the site as it is, scripts included. Only for sources that you trust. */
  allowHtml: z.boolean().optional(),
  /** Fields of the front matter to check on every page. */
  fields: z.array(FieldDefinition).optional(),
  /** Texts of the layout, with `{{ page.title | upper }}` in them. */
  templates: z
    .strictObject({
      /** The title of the document in the browser's tab. */
      documentTitle: z.string().optional(),
      /** The line at the foot of every page. */
      footer: z.string().optional(),
    })
    .optional(),
  /** The setting of each plugin, by its id; the host may know some by shorter names. */
  plugins: z.record(z.string(), PluginSetting).optional(),
});
export type SiteConfig = z.input<typeof SiteConfig>;

/** A page before it is rendered. */
export const Page = z.object({
  url: PageUrl,
  /** The path relative to the source folder, with `/` between names. Absent for a page that a plugin brought. */
  file: z.string().min(1).optional(),
  /** From the front matter, else made from the file name. The first heading takes its place once it is rendered. */
  title: z.string(),
  /** What `source` is. Only a plugin makes `html` pages: the host takes their source for trusted. */
  format: z.enum(['markdown', 'text', 'html']),
  /** The head of the file, parsed; empty if there is none. */
  frontMatter: z.record(z.string(), z.unknown()),
  /** The text of the page without the front matter. */
  source: z.string(),
});
export type Page = z.input<typeof Page>;

/** A heading of a rendered page. */
export const Heading = z.object({
  level: z.int().min(1).max(6),
  /** The anchor, if the heading has one. */
  id: z.string().optional(),
  /** Plain text, not HTML. */
  text: z.string(),
});
export type Heading = z.input<typeof Heading>;

/** A page on its way into the site: the body that the chain made, before the layout is put around it. */
export const RenderedPage = z.object({
  url: PageUrl,
  file: z.string().min(1).optional(),
  /** The path in the output folder, with `/` between names, not encoded. */
  output: z.string().min(1),
  title: z.string(),
  frontMatter: z.record(z.string(), z.unknown()),
  /** The body; its links lead to other output files and are relative to `output`. */
  html: z.string(),
  headings: z.array(Heading),
});
export type RenderedPage = z.input<typeof RenderedPage>;

/** A file that the site will hold: text that is written, or a file of the source folder that is copied. */
export const ExportFile = z.union([
  z.strictObject({ path: z.string().min(1), content: z.string() }),
  z.strictObject({ path: z.string().min(1), copyFrom: z.string().min(1) }),
]);
export type ExportFile = z.input<typeof ExportFile>;

/** A type that a {@link FieldDefinition} may name. */
export const FieldType = z.object({
  /** In lower case, with `-` between words. */
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be in lower case with "-" between words'),
  /** One sentence: which values the type accepts. */
  summary: z.string(),
});
export type FieldType = z.input<typeof FieldType>;

/** What is wrong with the value of a field. */
export const FieldProblem = z.object({
  /** A sentence part that follows the name of the field: `must be a date such as 2026-01-31`. */
  message: z.string().min(1),
});
export type FieldProblem = z.input<typeof FieldProblem>;

/** A filter for the templates of the layout: `{{ page.title | shorten: 40 }}`. */
export const TemplateFilter = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be in lower case with "_" between words'),
  /** One sentence: what comes out. */
  summary: z.string(),
  /** Receives the text so far and what stands behind the colon; its result is escaped by the layout. */
  apply: z.custom<(text: string, argument: string | undefined) => string>(
    (value) => typeof value === 'function',
    'must be a function',
  ),
});
export type TemplateFilter = z.input<typeof TemplateFilter>;

/** One line of a {@link Widget}. */
export const WidgetRow = z.object({
  label: z.string(),
  value: z.union([z.string(), z.number()]),
});
export type WidgetRow = z.input<typeof WidgetRow>;

/** A small table for the operator's dashboard. All of it is plain text. */
export const Widget = z.object({
  title: z.string().min(1),
  /** Asks for attention; absent means that all is well. */
  status: z.enum(['ok', 'warning', 'error']).optional(),
  rows: z.array(WidgetRow),
});
export type Widget = z.input<typeof Widget>;

/** Why a cache is cleared: somebody asked, it cannot be read, or an older version of the host wrote it. */
export const CacheClearReason = z.enum(['asked', 'damaged', 'outdated']);
export type CacheClearReason = z.input<typeof CacheClearReason>;

/** The hooks of a content site: its configuration, pages, files, cache and dashboard. */
export const siteHookspecs = defineHookspecs({
  /** Before the configuration file is read. `file` is its path; answers are not used. */
  before_config_load: hook.series({
    args: { file: z.string() },
    since: '1.0',
    summary: 'Before the configuration file is read.',
  }),

  /**
   * After the configuration was read and checked, before anything acts on it. An answer is the configuration to
   * go on with, each plugin's change feeding the next: return a changed copy.
   */
  after_config_load: hook.waterfall({
    args: { config: SiteConfig },
    thread: 'config',
    since: '1.0',
    summary: 'The configuration, each change feeding the next.',
  }),

  /** Before a configuration is written to `file`. An answer is the configuration to write. */
  before_config_save: hook.waterfall({
    args: { config: SiteConfig, file: z.string() },
    thread: 'config',
    since: '1.0',
    summary: 'The configuration that is about to be written.',
  }),

  /** After the configuration was written to `file`. Answers are not used. */
  after_config_save: hook.series({
    args: { config: SiteConfig, file: z.string() },
    since: '1.0',
    summary: 'After the configuration file was written.',
  }),

  /**
   * Once for every page of the source folder and for every address in the configuration's `pages`. The first answer
   * is the page at that address, in place of the file if there is one. No answer: the file is the page; an
   * address without file and answer is a failed page.
   */
  resolve_page: hook.first({
    args: { url: PageUrl },
    returns: Page,
    since: '1.0',
    summary: 'The first plugin that knows the address answers with its page.',
  }),

  /**
   * Before a page is rendered; not called for a page that is taken from the cache. An answer is the page to
   * render: its title, front matter and source may differ, its `url` and `file` stay.
   */
  before_page_render: hook.waterfall({
    args: { page: Page },
    thread: 'page',
    since: '1.0',
    summary: 'The page before it is rendered, each change feeding the next.',
  }),

  /**
   * Makes the body of a page; not called for a page that is taken from the cache. `html` starts as the source
   * shown as plain text (or as it is, for a page of format `html`); a renderer answers with what it makes of
   * `page.source`, the plugins behind it refine that. `page` is for reading.
   */
  after_page_render: hook.waterfall({
    args: { html: z.string(), page: Page },
    thread: 'html',
    since: '1.0',
    summary: 'The HTML of a page, each change feeding the next.',
  }),

  /** Before all entries of the cache in `folder` are deleted. Answers are not used. */
  before_cache_clear: hook.series({
    args: { folder: z.string(), reason: CacheClearReason },
    since: '1.0',
    summary: 'Before the cache is cleared.',
  }),

  /** After the cache was cleared; `entries` tells how many pages it had held. Answers are not used. */
  after_cache_clear: hook.series({
    args: { folder: z.string(), entries: z.int().min(0) },
    since: '1.0',
    summary: 'After the cache was cleared.',
  }),

  /**
   * After the source folder was listed, before any page is read. `files` are the paths of the pages relative to
   * `folder`. An answer is the list to read: leave out what should not be published.
   */
  before_import: hook.waterfall({
    args: { files: z.array(z.string()), folder: z.string() },
    thread: 'files',
    since: '1.0',
    summary: 'The files that are about to be read as pages.',
  }),

  /** After all pages were read. An answer is the list of pages to go on with: add, change or leave out. */
  after_import: hook.waterfall({
    args: { pages: z.array(Page), folder: z.string() },
    thread: 'pages',
    since: '1.0',
    summary: 'The pages that were read.',
  }),

  /**
   * Before the site is written into `folder`. `pages` are the bodies of all pages, those from the cache included,
   * for reading. `files` is everything that will be written; an answer is the list to write, so a plugin
   * can add a feed or a sitemap.
   */
  before_export: hook.waterfall({
    args: { files: z.array(ExportFile), pages: z.array(RenderedPage), folder: z.string() },
    thread: 'files',
    since: '1.0',
    summary: 'The files that are about to be written.',
  }),

  /** After the site was written. `files` are the paths in `folder` that were. Answers are not used. */
  after_export: hook.series({
    args: { files: z.array(z.string()), folder: z.string() },
    since: '1.0',
    summary: 'After the site was written.',
  }),

  /** Once in a build, before the fields are checked. An answer is a list of types that the plugin knows how to check. */
  register_field_types: hook.collect({
    returns: z.array(FieldType),
    since: '1.0',
    summary: 'The field types that a plugin brings.',
  }),

  /**
   * For each declared field that a page has. An answer is a problem with the value; no answer means that the plugin
   * has nothing against it. A plugin looks only at the types it knows: put `filter: { 'field.type': 'geo' }`.
   */
  validate_field_value: hook.collect({
    args: { field: FieldDefinition, value: z.unknown(), page: Page },
    returns: FieldProblem,
    since: '1.0',
    summary: 'What is wrong with the value of a field.',
  }),

  /**
   * Once in a build, before the layout. An answer is a list of filters. They are functions, so the plugin must run
   * in the thread of the host.
   */
  register_template_filters: hook.collect({
    returns: z.array(TemplateFilter),
    since: '1.0',
    summary: 'The template filters that a plugin brings.',
  }),

  /** After the site was written, or whenever an operator looks. An answer is a widget for the dashboard. */
  admin_dashboard_stats: hook.collect({
    returns: Widget,
    since: '1.0',
    summary: 'A widget for the dashboard of the operator.',
  }),
});

/** The hooks of a content site, for `createHooks<SiteHooks>` and `Hookimpls<SiteHooks>`. */
export interface SiteHooks extends HooksOf<typeof siteHookspecs> {}
