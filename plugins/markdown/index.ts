import { definePlugin } from 'hookline/plugin';
import type { SiteHooks } from 'hookline/hookspecs/site';
import { createRenderer, type Renderer } from './create-renderer.ts';
import type { MarkdownConfig } from './markdown-config.ts';

/** Several hosts in one process share this module, so what belongs to one of them is kept by its `ctx.plugin`. */
const renderers = new WeakMap<object, Renderer>();

/** Renders Markdown pages: tables, footnotes, heading anchors. It runs before whatever refines the HTML. */
export default definePlugin<SiteHooks, { readonly config: MarkdownConfig; readonly services: {} }>({
  activate: ({ plugin, config }) => void renderers.set(plugin, createRenderer(config)),
  hooks: {
    after_page_render: ({ page }, { plugin }) => renderers.get(plugin)?.(page.source),
  },
});
