import { describe, expect, test } from 'vitest';
import { createTestSite } from '../../test/examples/build-in-folder.ts';
import { findActiveContent } from '../../test/examples/find-active-content.ts';
import { listTree } from '../../test/examples/read-tree.ts';

describe('raw HTML', () => {
  const EVIL = '<img src=x onerror=alert(1)><script>alert(1)</script>';
  const NAME = '<img src=x onerror=alert(1)>';

  test('does not become script, wherever it stands', async () => {
    const site = await createTestSite({
      'index.md': `---\ntitle: "${EVIL}"\ndescription: "\\"><script>alert(1)</script>"\nauthor: "${EVIL}"\n---\n# ${EVIL}\n`,
      [`${NAME}/${NAME}.md`]: `# ${EVIL}\n\n## ${EVIL}\n\n## B ${EVIL}\n\n${EVIL}\n\n[x](javascript:alert(1))\n`,
      'javascript:alert(1).md': '# x',
      'code.md':
        '# `<script>alert(1)</script>`\n\n```js"><script>alert(1)</script>\n<script>alert(1)</script>\n```\n\n```html\n<script>alert(1)</script>\n```\n',
      'empty-heading.md': `## ${NAME}\n\n## two\n\n<a id='"><script>alert(1)</script>'>x</a>`,
      'close.md': '</article></main></body><script>alert(1)</script>',
      LICENSE: EVIL,
      'site.config.json': JSON.stringify({
        title: EVIL,
        description: EVIL,
        templates: { footer: `{{ page.author }} ${EVIL}`, documentTitle: `</title>${EVIL}{{ page.title }}` },
        plugins: {
          toc: { title: EVIL },
          analytics: { readingTimeText: EVIL },
          markdown: { permalinkLabel: EVIL },
        },
      }),
    });
    await site.build();
    const pages = (await listTree(site.out)).filter((path) => path.endsWith('.html'));
    expect(pages).toHaveLength(8);
    for (const path of pages) {
      const html = await site.read(path);
      expect([path, findActiveContent(html)]).toEqual([path, []]);
      expect(html).toContain('http-equiv="Content-Security-Policy" content="script-src \'none\'');
      expect(html.match(/<main/g)).toHaveLength(1);
      expect(html).toMatch(/<\/footer>\n<\/body>\n<\/html>\n$/);
    }
  });

  test('is let through if the configuration allows it', async () => {
    const site = await createTestSite({
      'a.md': '<script>go()</script>',
      'site.config.json': '{ "allowHtml": true }',
    });
    await site.build();
    const page = await site.read('a.html');
    expect(page).toContain('<script>go()</script>');
    expect(page).not.toContain('Content-Security-Policy');
  });
});
