import { posix } from 'node:path';
import { Parser } from 'htmlparser2';
import { escapeHtml } from './escape-html.ts';
import type { LinkTargets } from './link-targets.ts';
import { toFolderPrefix } from './page-name.ts';
import { decodePath, toRelativeLink } from './site-address.ts';

/** The place of a page, before and after. */
export interface LinkOrigin {
  /** Absent for a page that a plugin brought: its links are relative to its output. */
  readonly file: string | undefined;
  readonly output: string;
}

const LINK_ATTRIBUTES: Readonly<Record<string, string>> = {
  a: 'href',
  area: 'href',
  img: 'src',
  source: 'src',
  video: 'src',
  audio: 'src',
};
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#|$)/i;

/**
 * Makes links to files of the source folder lead to their output files. Done after the cache, since where a page lies
 * depends on the other pages. What leads nowhere stays as it was written.
 */
export function rewriteLinks(html: string, origin: LinkOrigin, targets: LinkTargets): string {
  const pieces: string[] = [];
  let done = 0;
  let element = '';
  const parser = new Parser({
    onopentagname(name) {
      element = name;
    },
    onattribute(name, value) {
      if (LINK_ATTRIBUTES[element] !== name) return;
      const link = rewriteLink(value.trim(), origin, targets);
      if (link === undefined) return;
      pieces.push(html.slice(done, parser.startIndex), `${name}="${escapeHtml(link)}"`);
      // For an attribute, unlike for a tag, the parser's end lies behind the last character.
      done = parser.endIndex;
    },
  });
  parser.end(html);
  return pieces.length === 0 ? html : pieces.join('') + html.slice(done);
}

/** The new link, or `undefined` to leave it. */
function rewriteLink(link: string, origin: LinkOrigin, targets: LinkTargets): string | undefined {
  if (ELSEWHERE.test(link)) return undefined;
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(link) ?? [];
  const folder = toFolderPrefix(origin.file ?? origin.output);
  // A file may really be called "100%.md", and its author may not know that "%" is special.
  const target = [decodePath(path), path]
    .map((candidate) => candidate && targets.find(toSourcePath(candidate, folder)))
    .find(Boolean);
  return target ? toRelativeLink(origin.output, target) + rest : undefined;
}

function toSourcePath(path: string, folder: string): string {
  const normal = posix.normalize(path.startsWith('/') ? path.slice(1) : folder + path);
  return normal === '.' || normal === './' ? '' : normal;
}
