/** Where a link leads. */
export type LinkTarget =
  | { readonly place: 'elsewhere' }
  | { readonly place: 'inside'; readonly path: string; readonly fragment: string }
  | { readonly place: 'outside' }
  | { readonly place: 'malformed' };

/** `mailto:`, `https:` and the like, and `//host/path`. */
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** Follows `link` from the output file `from`; a path that climbs above the site is `outside`. */
export function resolveLink(link: string, from: string): LinkTarget {
  if (ELSEWHERE.test(link)) return { place: 'elsewhere' };
  const [, rawPath = '', rawFragment = ''] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(link) ?? [];
  const path = decode(rawPath);
  const fragment = decode(rawFragment);
  if (path === undefined || fragment === undefined) return { place: 'malformed' };
  if (path === '') return { place: 'inside', path: from, fragment };

  const steps = path.startsWith('/') ? path.slice(1).split('/') : [...from.split('/').slice(0, -1), ...path.split('/')];
  const names = walk(steps);
  return names === undefined ? { place: 'outside' } : { place: 'inside', path: names.join('/'), fragment };
}

function walk(steps: readonly string[]): string[] | undefined {
  const names: string[] = [];
  for (const step of steps) {
    if (step === '..' && names.pop() === undefined) return undefined;
    if (step !== '' && step !== '.' && step !== '..') names.push(step);
  }
  return names;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
