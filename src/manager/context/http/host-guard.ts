import type { PluginIdentity } from '../../../hooks/registered-hookimpl.ts';
import type { Permission } from '../../../manifest/permission.ts';
import { coveringKeys } from '../../permissions/covering-keys.ts';
import { listItems, printPermission } from '../../permissions/permission-item.ts';
import { httpRefused } from './http-errors.ts';

/** Who asks, and what the operator grants of what its manifest asks for. */
export interface HttpAsker {
  readonly plugin: PluginIdentity;
  readonly manifest: { readonly permissions: readonly Permission[] };
  readonly granted: readonly Permission[];
}

const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Lets an address pass whose host and port are granted. The address is looked at as `URL` has read it, which is what is connected
 * to: numbers, IPv6 and names in other scripts have one spelling there.
 *
 * @throws HTTP_REFUSED
 */
export function assertGranted(asker: HttpAsker, url: URL, from?: string): void {
  const { plugin, granted, manifest } = asker;
  const asked = { plugin, host: url.host, from };
  if (!Object.hasOwn(PORTS, url.protocol)) {
    const problem = `its scheme is "${url.protocol}"`;
    throw httpRefused(asked, problem, 'Only "http:" and "https:" are for ctx.http.');
  }
  if (url.username !== '' || url.password !== '') {
    const problem = 'the address has a user or a password in it';
    throw httpRefused(asked, problem, 'Put them into the header "authorization".');
  }
  const keys = new Set(coveringKeys({ kind: 'net', value: `${url.hostname}:${url.port || PORTS[url.protocol]!}` }, ''));
  if (findCovering(granted, keys) !== undefined) return;
  const wanted = findCovering(manifest.permissions, keys);
  const hint =
    wanted === undefined
      ? `Add { "name": "net", "hosts": ["${url.host}"] } to its permissions.`
      : `If the plugin may call it: manager.grant("${plugin.id}", "${wanted}").`;
  throw httpRefused(asked, `it is not granted`, hint);
}

/** The text of the first permission among `permissions` that has one of the keys. */
function findCovering(permissions: readonly Permission[], keys: ReadonlySet<string>): string | undefined {
  const items = permissions.flatMap(listItems).filter(({ kind }) => kind === 'net');
  const item = items.find(({ kind, value }) => keys.has(coveringKeys({ kind, value: toOneSpelling(value) }, '')[0]!));
  return item === undefined ? undefined : printPermission(item);
}

/** An address of IPv6 has many spellings. Numbers of other kinds are not read: `*.1` or `0x7f.1` would say what nobody sees. */
function toOneSpelling(host: string): string {
  const [, address, port = ''] = /^(\[.*\])(:\d+)?$/.exec(host) ?? [];
  if (address === undefined || !URL.canParse(`http://${address}`)) return host;
  return `${new URL(`http://${address}`).hostname}${port}`;
}
