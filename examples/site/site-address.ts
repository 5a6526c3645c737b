/** The address of an output file: percent-encoded, and a folder stands for its `index.html`. */
export function toUrl(output: string): string {
  const path =
    output === 'index.html' || output.endsWith('/index.html') ? output.slice(0, -'index.html'.length) : output;
  return `/${encodePath(path)}`;
}

/** The output file of an address that a plugin serves; `undefined` if it names no place in the site. */
export function toOutput(url: string): string | undefined {
  const path = decodePath(url.slice(1));
  if (path === undefined || /(?:^|\/)\.{0,2}\//.test(path) || /(?:^|\/)\.{1,2}$/.test(path) || /[\0\\]/.test(path)) {
    return undefined;
  }
  if (path === '' || path.endsWith('/')) return `${path}index.html`;
  return /\.html?$/i.test(path) ? path : `${path}.html`;
}

/** The link from one output file to another; it works from a server and from a disk alike. */
export function toRelativeLink(from: string, to: string): string {
  const start = from.split('/').slice(0, -1);
  const end = to.split('/');
  let common = 0;
  while (common < start.length && common < end.length - 1 && start[common] === end[common]) common += 1;
  const way = `${'../'.repeat(start.length - common)}${encodePath(end.slice(common).join('/'))}`;
  // A name with a colon in it would be taken for a scheme.
  return /^[^/]*:/.test(way) ? `./${way}` : way;
}

/** `undefined` for what is not encoded well. */
export function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function encodePath(path: string): string {
  // Half of a surrogate pair, which some file systems let into a name, cannot be encoded.
  return path
    .replaceAll(/[\uD800-\uDFFF]/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
