import { posix } from 'node:path';
import { Parser } from 'htmlparser2';

/** Where the links of a page lead, if they lead into the site: paths from the top of the site, not encoded. */
export function listSiteLinks(html: string, page: string): string[] {
  const paths: string[] = [];
  const parser = new Parser({
    onopentag(_, { href }) {
      const path = href?.replace(/[?#].*$/s, '');
      if (path === undefined || path === '' || /^[a-z]+:/i.test(path)) return;
      paths.push(posix.join(posix.dirname(page), decodeURIComponent(path)));
    },
  });
  parser.end(html);
  return paths;
}
