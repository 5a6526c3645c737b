import type { Hooks } from 'hookline';
import type { Page, SiteHooks } from 'hookline/hookspecs/site';
import type { BuildLog } from './build-log.ts';
import type { CacheEntry } from './cache-entry.ts';
import type { PageCache } from './cache.ts';
import { escapeHtml } from './escape-html.ts';
import { toMessage } from './error-message.ts';

/** How a page came into the site. A `failed` page is there too, as far as the chain got with it. */
export type PageStatus = 'rendered' | 'cached' | 'failed';

export interface PageBody extends CacheEntry {
  readonly status: PageStatus;
}

export interface RenderPageOptions {
  readonly hooks: Hooks<SiteHooks>;
  readonly cache: PageCache | undefined;
  readonly log: BuildLog;
}

/** Takes the body of a page from the cache, or lets the plugins make it. */
export async function renderPage(page: Page, { hooks, cache, log }: RenderPageOptions): Promise<PageBody> {
  const key = cache?.toKey(page);
  const kept = key === undefined ? undefined : await cache?.load(key);
  if (kept !== undefined) return { ...kept, status: 'cached' };

  const subject = page.file ?? page.url;
  const before = await hooks.executeWithReport('before_page_render', { page });
  const ready = { ...before.value, url: page.url };
  const after = await hooks.executeWithReport('after_page_render', { html: toPlainBody(ready), page: ready });
  const errors = [...log.addReport(before.report, subject), ...log.addReport(after.report, subject)];

  const entry: CacheEntry = { title: ready.title, frontMatter: ready.frontMatter, html: after.value };
  if (errors.length > 0) {
    log.fail(subject, errors.map(({ plugin, hook }) => `The plugin "${plugin}" failed in ${hook}.`).join(' '));
    return { ...entry, status: 'failed' };
  }
  await keep(page, entry, { cache, log, subject });
  return { ...entry, status: 'rendered' };
}

/** What a page looks like without any plugin: its text. Nothing of it is taken for HTML unless a plugin made the page so. */
function toPlainBody({ format, source, title }: Page): string {
  if (format === 'html') return source;
  return `<h1>${escapeHtml(title)}</h1>\n<pre class="plain-text">${escapeHtml(source)}</pre>\n`;
}

interface Keeping extends Pick<RenderPageOptions, 'cache' | 'log'> {
  readonly subject: string;
}

/** Under the key of now: a plugin that could not be loaded has no part in the page, nor in the key any more. */
async function keep(page: Page, entry: CacheEntry, { cache, log, subject }: Keeping): Promise<void> {
  try {
    await cache?.save(cache.toKey(page), entry);
  } catch (error) {
    log.warn(subject, `The page could not be put into the cache: ${toMessage(error)}.`);
  }
}
