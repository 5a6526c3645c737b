import type { Permission } from '../../manifest/permission.ts';
import type { PermissionItem, PermissionKind } from './permission-item.ts';

/** Permissions with only those items that `isKept`. One of which nothing is left is left out. */
export function narrowPermissions(
  permissions: readonly Permission[],
  isKept: (item: PermissionItem) => boolean,
): readonly Permission[] {
  return permissions.flatMap((permission) => narrow(permission, isKept) ?? []);
}

function narrow(permission: Permission, isKept: (item: PermissionItem) => boolean): Permission | undefined {
  const keep = (kind: PermissionKind, values: readonly string[] = []) =>
    values.filter((value) => isKept({ kind, value }));
  switch (permission.name) {
    case 'fs': {
      const read = keep('fs.read', permission.read);
      const write = keep('fs.write', permission.write);
      return orNothing({ ...permission, read, write }, [...read, ...write]);
    }
    case 'net': {
      const hosts = keep('net', permission.hosts);
      return orNothing({ ...permission, hosts }, hosts);
    }
    case 'env': {
      const names = keep('env', permission.names);
      return orNothing({ ...permission, names }, names);
    }
    case 'exec': {
      const commands = keep('exec', permission.commands);
      return orNothing({ ...permission, commands }, commands);
    }
    case 'service': {
      const services = keep('service', permission.services);
      return orNothing({ ...permission, services }, services);
    }
    default:
      return orNothing(permission, keep(permission.name, ['']));
  }
}

function orNothing(narrowed: Permission, kept: readonly string[]): Permission | undefined {
  return kept.length === 0 ? undefined : narrowed;
}
