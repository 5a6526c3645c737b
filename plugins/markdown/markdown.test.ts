import * as fc from 'fast-check';
import type { Page } from 'hookline/hookspecs/site';
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { startPlugin } from '../../test/examples/plugin-host.ts';
import type { MarkdownConfig } from './markdown-config.ts';

function toPage(source: string, format: Page['format'] = 'markdown'): Page {
  return { url: '/page.html', file: 'page.md', title: 'Page', format, frontMatter: {}, source };
}

async function render(source: string, config?: Partial<MarkdownConfig>, format?: Page['format']): Promise<string> {
  const { hooks } = await startPlugin('markdown', config);
  return hooks.execute('after_page_render', { html: 'untouched', page: toPage(source, format) });
}

/** Everything in `html` that a browser would run, load as a document, or send. */
function findActiveContent(html: string): string[] {
  const active: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (
        /^(?:script|style|iframe|frame|object|embed|form|input|button|base|link|meta|svg|math|template|video|audio)$/.test(
          name,
        )
      ) {
        active.push(name);
      }
      for (const [attribute, value] of Object.entries(attributes)) {
        const address = value.replaceAll(/[\0-\x20]/g, '').toLowerCase();
        const isPicture = name === 'img' && attribute === 'src';
        if (/^on|^style$|^srcdoc$|^formaction$|^ping$/.test(attribute)) active.push(`${name} ${attribute}`);
        if (/^(?:javascript|vbscript|file|blob):/.test(address)) active.push(`${name} ${address}`);
        if (address.startsWith('data:') && !isPicture) active.push(`${name} ${address}`);
      }
    },
  });
  parser.end(html);
  return active;
}

describe('what Markdown becomes', () => {
  test('tables keep their alignment as classes', async () => {
    expect(await render('| a | b |\n| :-: | --: |\n| 1 | 2 |')).toBe(
      '<table>\n<thead>\n<tr>\n<th class="align-center">a</th>\n<th class="align-right">b</th>\n</tr>\n</thead>\n' +
        '<tbody>\n<tr>\n<td class="align-center">1</td>\n<td class="align-right">2</td>\n</tr>\n</tbody>\n</table>\n',
    );
  });

  test('footnotes are linked both ways', async () => {
    const html = await render('A claim[^1].\n\n[^1]: The proof.');
    expect(html).toContain('<a href="#fn1" id="fnref1">[1]</a>');
    expect(html).toContain(
      '<li id="fn1" class="footnote-item"><p>The proof. <a href="#fnref1" class="footnote-backref">',
    );
  });

  test('headings get the anchors of GitHub, each its own', async () => {
    const html = await render('# The `API` of *Hookline*!\n\n## Über uns\n\n## Über uns\n\n## über-uns-1\n\n## ?');
    expect([...html.matchAll(/<h\d id="([^"]*)"/g)].map(([, id]) => id)).toEqual([
      'the-api-of-hookline',
      'über-uns',
      'über-uns-1',
      'über-uns-1-1',
      'section',
    ]);
    expect(html).toContain('<a class="header-anchor" href="#%C3%BCber-uns" aria-label="Link to this section"></a>');
  });

  test('the link beside a heading speaks the language of the site', async () => {
    expect(await render('# Eins', { permalinkLabel: 'Link zu <hier>' })).toContain('aria-label="Link zu &lt;hier&gt;"');
  });

  test('addresses become links unless the option is off', async () => {
    expect(await render('https://example.org and index.ts')).toBe(
      '<p><a href="https://example.org">https://example.org</a> and index.ts</p>\n',
    );
    expect(await render('https://example.org', { linkify: false })).toBe('<p>https://example.org</p>\n');
  });

  test('line breaks stay if the option says so', async () => {
    expect(await render('a\nb')).toBe('<p>a\nb</p>\n');
    expect(await render('a\nb', { breaks: true })).toBe('<p>a<br />\nb</p>\n');
  });

  test('harmless HTML stays, and what it leaves open is closed', async () => {
    expect(await render('<kbd>Ctrl</kbd>')).toBe('<p><kbd>Ctrl</kbd></p>\n');
    expect(await render('<div align="center"><b>open')).toBe('<div align="center"><b>open</b></div>');
  });

  test('pages of other formats are left alone', async () => {
    expect(await render('# a', {}, 'text')).toBe('untouched');
    expect(await render('# a', {}, 'html')).toBe('untouched');
  });

  test('an empty page is an empty body', async () => {
    expect(await render('')).toBe('');
  });
});

describe('raw HTML does not become script', () => {
  const ATTACKS = [
    '<script>alert(1)</script>',
    '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
    '<scr<script>ipt>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<img src=x\nonerror\n=\nalert(1)>',
    '<img/src=x/onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#x0A;script:alert(1)">x</a>',
    '<a href=" &#1; javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '[x](javascript:alert(1))',
    '[x](<java\tscript:alert(1)>)',
    '[x]: javascript:alert(1)\n\n[x]',
    '<javascript:alert(1)>',
    '![x](javascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:msgbox)',
    '<svg onload=alert(1)>',
    '<svg><script>alert(1)</script></svg>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<svg><animate attributeName=href values=javascript:alert(1) /></svg>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<math href="javascript:alert(1)">x</math>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '<object data="javascript:alert(1)">',
    '<embed src="javascript:alert(1)">',
    '<form action="javascript:alert(1)"><button>x</button></form>',
    '<button formaction="javascript:alert(1)">x</button>',
    '<base href="//evil.example/">',
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    '<link rel="stylesheet" href="//evil.example/x.css">',
    '<style>@import "//evil.example/x.css";</style>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<details open ontoggle=alert(1)>x</details>',
    '<video><source onerror=alert(1)></video>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>">',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '<title><p title="</title><img src=x onerror=alert(1)>">',
    '<!-- --!><img src=x onerror=alert(1)> -->',
    '<![CDATA[><img src=x onerror=alert(1)>]]>',
    '<?x ><img src=x onerror=alert(1)>?>',
    '<template><img src=x onerror=alert(1)></template>',
    '# <img src=x onerror=alert(1)> Title',
    'Title <script>alert(1)</script>\n=====',
    '```"><script>alert(1)</script>\ncode\n```',
    '~~~<img/src=x/onerror=alert(1)>\ncode\n~~~',
    '| <img src=x onerror=alert(1)> |\n| - |\n| <script>alert(1)</script> |',
    'x[^1]\n\n[^1]: <img src=x onerror=alert(1)>',
    '[^"onmouseover=alert(1)]: x\n\n[^"onmouseover=alert(1)]',
    '![" onerror="alert(1)](x)',
    '[x](x "\\" onmouseover=\\"alert(1)")',
    '<a href="x" title="&quot; onmouseover=&quot;alert(1)">x</a>',
    '<https://x.example/"onmouseover="alert(1)>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<a name="x" id="x" class="site-header skip-link">x</a>',
  ];

  test.each(ATTACKS)('%s', async (attack) => {
    expect(findActiveContent(await render(attack))).toEqual([]);
  });

  test('in any mixture', async () => {
    const fragment = fc.oneof(
      fc.constantFrom(...ATTACKS),
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '`',
        '```\n',
        '&',
        '\\',
        '\n\n',
        '    ',
        '> ',
        '- ',
        '[',
        '](',
        ')',
        '<!--',
        '-->',
        '</',
      ),
      fc.string({ maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fragment, { minLength: 2, maxLength: 6 }), async (fragments) => {
        expect(findActiveContent(await render(fragments.join('')))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('a page cannot dress up as a part of the layout', async () => {
    expect(await render('<div class="site-header skip-link" style="position:fixed">x</div>')).toBe('<div>x</div>');
  });

  test('unless the configuration allows it', async () => {
    expect(await render('<script>go()</script>', { allowHtml: true })).toBe('<script>go()</script>');
    expect(await render('<p onclick="go()" style="color: red">x</p>', { allowHtml: true })).toBe(
      '<p onclick="go()" style="color: red">x</p>',
    );
  });
});

describe('pages that are made to take long', () => {
  const SECOND = 1_000;
  test.each([
    ['100,000 open elements', '<div>'.repeat(100_000)],
    ['100,000 elements in each other', `${'<div>'.repeat(100_000)}x${'</div>'.repeat(100_000)}`],
    ['50,000 footnotes', Array.from({ length: 50_000 }, (_, n) => `[^${n}] \n\n[^${n}]: note\n\n`).join('')],
    ['20,000 equal headings', '# a\n'.repeat(20_000)],
    ['a million brackets', '['.repeat(1_000_000)],
    ['a line of ten million letters', 'a'.repeat(10_000_000)],
    ['100,000 quotes in each other', '>'.repeat(100_000)],
  ])('%s', { timeout: 30 * SECOND }, async (_, source) => {
    expect(typeof (await render(source))).toBe('string');
  });
});
