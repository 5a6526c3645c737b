import { dirname, resolve } from 'node:path';
import { withoutWildcard } from '../../runners/grants.ts';
import type { PermissionItem } from './permission-item.ts';

/**
 * The keys of all items that cover this one, its own first: what is granted under one of them is granted for it. So a folder
 * covers what is below it, `*.example` covers `a.example`, and a host without a port covers each of its ports. Two items with
 * the same key are the same. Relative paths start at the folder of the plugin.
 */
export function coveringKeys({ kind, value }: PermissionItem, folder: string | undefined): readonly string[] {
  const wider = kind === 'net' ? widerHosts(value) : kind.startsWith('fs.') ? widerPaths(value, folder) : [value];
  return wider.map((each) => `${kind}:${each}`);
}

function widerPaths(path: string, folder: string | undefined): readonly string[] {
  const start = withCase(resolve(folder ?? '', withoutWildcard(path)));
  const paths = [start];
  for (let inner = start, outer = dirname(start); outer !== inner; inner = outer, outer = dirname(outer)) {
    paths.push(outer);
  }
  return paths;
}

/** Windows does not tell "Data" from "data". */
function withCase(path: string): string {
  return process.platform === 'win32' ? path.toLowerCase() : path;
}

function widerHosts(value: string): readonly string[] {
  const [, host = value, port = ''] = /^(.*?)(:\d+)?$/.exec(value.toLowerCase()) ?? [];
  const names = [host, ...widerDomains(host), '*'];
  return [...new Set(names.flatMap((name) => [`${name}${port}`, name]))];
}

/** `a.b.example` lies in `*.b.example` and `*.example`. */
function widerDomains(host: string): readonly string[] {
  const labels = host.startsWith('[') ? [] : host.split('.');
  return labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`);
}
