import type { Permission } from '../../manifest/permission.ts';

/** What stands before the colon in the text of a permission. */
export type PermissionKind = Exclude<Permission['name'], 'fs'> | 'fs.read' | 'fs.write';

/** The least that can be granted: one path, host, variable, program or service. */
export interface PermissionItem {
  readonly kind: PermissionKind;
  /** Empty for kinds that name nothing. */
  readonly value: string;
}

const NAMES_SOMETHING: Readonly<Record<PermissionKind, boolean>> = {
  'fs.read': true,
  'fs.write': true,
  net: true,
  env: true,
  exec: true,
  worker: false,
  native: false,
  service: true,
};

/** Such as `net:stats.example`, `fs.read:./data` or `worker`. */
export function printPermission({ kind, value }: PermissionItem): string {
  return NAMES_SOMETHING[kind] ? `${kind}:${value}` : kind;
}

/** Reads what `printPermission` wrote; `undefined` for any other text. */
export function parsePermission(text: string): PermissionItem | undefined {
  const colon = text.indexOf(':');
  const kind = colon === -1 ? text : text.slice(0, colon);
  if (!isKind(kind)) return undefined;
  if (!NAMES_SOMETHING[kind]) return colon === -1 ? { kind, value: '' } : undefined;
  const value = colon === -1 ? '' : text.slice(colon + 1);
  return value === '' ? undefined : { kind, value };
}

function isKind(text: string): text is PermissionKind {
  return Object.hasOwn(NAMES_SOMETHING, text);
}

/** The items that a permission of a manifest consists of. */
export function listItems(permission: Permission): readonly PermissionItem[] {
  switch (permission.name) {
    case 'fs':
      return [...items('fs.read', permission.read), ...items('fs.write', permission.write)];
    case 'net':
      return items('net', permission.hosts);
    case 'env':
      return items('env', permission.names);
    case 'exec':
      return items('exec', permission.commands);
    case 'service':
      return items('service', permission.services);
    default:
      return items(permission.name, ['']);
  }
}

function items(kind: PermissionKind, values: readonly string[] = []): readonly PermissionItem[] {
  return values.map((value) => ({ kind, value }));
}
