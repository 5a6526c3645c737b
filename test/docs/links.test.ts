import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';
import { documents, furtherDocuments, readDocument, type MarkdownDocument } from './documents.ts';
import { listAnchors, listRelativeLinks } from './links.ts';

test('links are found outside code, with line, path and anchor', () => {
  const text =
    '[a](b.md) `[no](code)` ![i](i.png)\n\n```\n[no](x)\n```\n[c](#d) [w](https://example.com)\n[r]: ../r.md#s\n';
  expect(listRelativeLinks({ path: 'a.md', text })).toEqual([
    { line: 1, path: 'b.md', anchor: '' },
    { line: 1, path: 'i.png', anchor: '' },
    { line: 6, path: '', anchor: 'd' },
    { line: 7, path: '../r.md', anchor: 's' },
  ]);
});

test('headings have the anchors that GitHub gives them', () => {
  const text = '# The `id`, and more!\n## [Same](x.md)\n## Same\n```\n# no\n```\n<a id="own"></a>\n';
  expect([...listAnchors({ path: 'a.md', text })]).toEqual(['the-id-and-more', 'same', 'same-1', 'own']);
});

test.for([...documents, ...furtherDocuments].map((document) => [document.path, document] as const))(
  'every relative link of %s leads somewhere',
  ([, document]) => {
    expect(listBrokenLinks(document)).toEqual([]);
  },
);

function listBrokenLinks(document: MarkdownDocument): string[] {
  return listRelativeLinks(document).flatMap(({ line, path, anchor }) => {
    const target = path === '' ? document.path : posix.join(dirname(document.path), path);
    const isThere = existsSync(join(packageRoot, target)) && (anchor === '' || hasAnchor(target, anchor));
    return isThere ? [] : [`${document.path}:${line} ${path}${anchor && `#${anchor}`}`];
  });
}

/** Only Markdown has headings; a line number in a source file is not checked. */
function hasAnchor(path: string, anchor: string): boolean {
  return !path.endsWith('.md') || listAnchors(readDocument(path)).has(anchor);
}
