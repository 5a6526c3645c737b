import type { Page } from 'hookline/hookspecs/site';
import { describe, expect, test } from 'vitest';
import { startPlugin } from '../../test/examples/plugin-host.ts';
import type { HighlightConfig } from './highlight-config.ts';

const page: Page = {
  url: '/a.html',
  file: 'a.md',
  title: 'A',
  format: 'markdown',
  frontMatter: {},
  source: '',
};

async function highlight(html: string, config?: Partial<HighlightConfig>): Promise<string> {
  const { hooks } = await startPlugin('highlight', config);
  return hooks.execute('after_page_render', { html, page });
}

describe('code blocks', () => {
  test('that name a language are coloured, and the name is gone', async () => {
    expect(await highlight('<p>a</p><pre><code class="language-js">const a = 1;\n</code></pre>')).toBe(
      '<p>a</p><pre><code class="hljs"><span class="hljs-keyword">const</span> a = <span class="hljs-number">1</span>;\n</code></pre>',
    );
  });

  test('say the same text as before', async () => {
    const code = 'a &amp;&amp; b &lt; &quot;c&quot; &amp;lt; &#39;d&#39;';
    const html = await highlight(`<pre><code class="language-js">${code}</code></pre>`);
    const text = html.replaceAll(/<[^>]*>/g, '').replaceAll('&#x27;', '&#39;');
    expect(text).toBe(code);
  });

  test('never bring elements of their own', async () => {
    const html = await highlight('<pre><code class="language-xml">&lt;img src=x onerror=alert(1)&gt;</code></pre>');
    expect(html).not.toMatch(/<img/);
    expect(
      [...html.matchAll(/<(\w+)/g)]
        .map(([, name]) => name)
        .filter((name) => !['pre', 'code', 'span'].includes(name ?? '')),
    ).toEqual([]);
  });

  test.each([
    ['without a language', '<pre><code>const a</code></pre>'],
    ['in an unknown language', '<pre><code class="language-klingon">const a</code></pre>'],
    ['whose language is an attack', '<pre><code class="language-&quot;&gt;&lt;script&gt;">const a</code></pre>'],
    ['whose language is a name of every object', '<pre><code class="language-constructor">const a</code></pre>'],
    ['that hold elements already', '<pre><code class="language-js"><b>const</b> a</code></pre>'],
  ])('%s stay as they are', async (_, html) => {
    expect(await highlight(html)).toBe(html);
  });

  test('over the limit stay as they are', async () => {
    const html = '<pre><code class="language-js">const a = 1;</code></pre>';
    expect(await highlight(html, { maxLength: 11 })).toBe(html);
    expect(await highlight(html, { maxLength: 12 })).not.toBe(html);
  });

  test('may call their language by another name', async () => {
    const html = '<pre><code class="language-node">let a</code></pre>';
    expect(await highlight(html, { aliases: { node: 'js' } })).toContain('<span class="hljs-keyword">let</span>');
  });
});

test('a page without code gives no answer', async () => {
  const { hooks } = await startPlugin('highlight');
  const { report } = await hooks.executeWithReport('after_page_render', { html: '<p>a</p>', page });
  expect(report.entries.map(({ answered }) => answered)).toEqual([false]);
});
